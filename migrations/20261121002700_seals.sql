-- Seals: each covers the rows that came into a log since the one before it, by a key that the database doesn't know. A row
-- that is altered, taken out or put in afterwards no longer fits. Made in the background; a write knows nothing of them.

-- Rows of a log need a number to be sealed in order. The transaction's id stands first: it is there before the number is
-- drawn, so whoever drew a number below another's is known by an older transaction.
-- squawk-ignore adding-field-with-default
alter table auth.events add transaction_id xid8 not null default pg_current_xact_id(), add number bigint generated always as identity;
-- squawk-ignore require-concurrent-index-creation
create unique index events_number on auth.events (number);
-- Those two are the database's to fill in.
revoke insert on auth.events from bulkhead_auth;
grant insert (id, at, kind, outcome, actor_id, user_id, target_id, address, request_id, detail) on auth.events to bulkhead_auth;

create table auth.seals (
  number bigint primary key,
  sealed_at timestamptz not null,
  -- The numbers of the rows that it is about: those above the one, up to and with the other.
  after_row bigint not null,
  last_row bigint not null,
  -- 24 bytes a row: its number, and the first half of the HMAC-SHA-256 of its SHA-256.
  rows bytea not null,
  -- Which key made it.
  key_id bytea not null,
  -- The HMAC of the seal before it, and its own over all of the above.
  previous bytea not null,
  mac bytea not null
);
grant select, insert on auth.seals to bulkhead_auth;

create table tenancy.seals (like auth.seals including all);
insert into tenancy.classes (table_name, class) values ('tenancy.seals', 'internal');
alter table tenancy.seals enable row level security;
alter table tenancy.seals force row level security;
create policy platform_seals on tenancy.seals to bulkhead_platform using (true) with check (true);
grant select, insert on tenancy.seals to bulkhead_platform;

-- Whoever seals the change log sees the digests of its rows and not the rows.
create policy owner_seals on tenancy.changes for select to bulkhead_owner using (true);

-- The highest number that a row of the change log may have by now.
create function tenancy.last_change() returns bigint
language sql volatile security definer set search_path = '' as $$
  select case when is_called then last_value else 0 end from tenancy.changes_id_seq
$$;

-- The SHA-256 of rows of the change log, by number. A column that comes later stands at the end, where it isn't null.
create function tenancy.change_digests(after_row bigint, last_row bigint, most bigint)
returns table (number bigint, digest bytea)
language sql stable security definer set search_path = '' as $$
  select c.id, sha256(convert_to(jsonb_build_array(c.tenant_id, c.id, c.transaction_id::text, c.table_name, c.row_id,
    c.operation, c.actor_id, c.request_id, c.fields, extract(epoch from c.changed_at))::text, 'UTF8'))
  from tenancy.changes c where c.id > after_row and c.id <= last_row order by c.id limit most
$$;
grant execute on function tenancy.last_change(), tenancy.change_digests(bigint, bigint, bigint) to bulkhead_platform;

-- Rows come into the change log by trigger and not by a statement of bulkhead_app's. (It can make no trigger.)
create policy written_by_trigger on tenancy.changes as restrictive for insert to bulkhead_app with check (pg_trigger_depth() > 0);
