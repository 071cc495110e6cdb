-- The audit chain: each link covers the rows that came into a log since the previous link, by a key that the database
-- doesn't know. A row that is altered, deleted or inserted afterwards no longer fits. Links are added in the
-- background, and no write waits.
create table auth.chain_links (
  number bigint primary key,
  sealed_at timestamptz not null,
  -- The link covers the rows above the one number, up to and with the other.
  after_row bigint not null,
  last_row bigint not null,
  -- 24 bytes a row: its number, and the first half of the HMAC-SHA-256 of its SHA-256.
  rows bytea not null,
  -- Which key made it.
  key_id bytea not null,
  -- The HMAC of the previous link, and its own over all of the above.
  previous bytea not null,
  mac bytea not null
);
grant select, insert on auth.chain_links to bulkhead_auth;

create table tenancy.chain_links (like auth.chain_links including all);
insert into tenancy.classes (table_name, class) values ('tenancy.chain_links', 'internal');
select tenancy.force_row_security('tenancy.chain_links');
create policy platform_links on tenancy.chain_links to bulkhead_platform using (true) with check (true);
grant select, insert on tenancy.chain_links to bulkhead_platform;

-- The writer of links sees the digests of the change log's rows, and not the rows.
create policy owner_digests on tenancy.changes for select to bulkhead_owner using (true);
-- The highest number that a row of the change log may have at this moment.
create or replace function tenancy.last_change() returns bigint
language sql volatile security definer set search_path = '' as $$
  select case when is_called then last_value else 0 end from tenancy.changes_id_seq
$$;
grant execute on function tenancy.last_change() to bulkhead_platform;

-- The SHA-256 of rows of the change log, by number. Columns behind changed_at count as far as the last that isn't
-- null, so that a column added later leaves the digests of older rows as they are.
create or replace function tenancy.change_digests(after_row bigint, last_row bigint, most bigint)
returns table (number bigint, digest bytea)
language sql stable security definer set search_path = '' as $$
  select c.id, sha256(convert_to((jsonb_build_array(c.tenant_id, c.id, c.transaction_id::text, c.table_name, c.row_id,
    c.operation, c.actor_id, c.request_id, c.fields, extract(epoch from c.changed_at))
    || case when c.audience is not null then jsonb_build_array(c.job, c.api_key_id, c.impersonator_id, c.audience)
      when c.impersonator_id is not null then jsonb_build_array(c.job, c.api_key_id, c.impersonator_id)
      when c.api_key_id is not null then jsonb_build_array(c.job, c.api_key_id)
      when c.job is not null then jsonb_build_array(c.job) else '[]' end)::text, 'UTF8'))
  from tenancy.changes c where c.id > after_row and c.id <= last_row order by c.id limit most
$$;
grant execute on function tenancy.change_digests(bigint, bigint, bigint) to bulkhead_platform;
