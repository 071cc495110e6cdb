-- The SHA-256 of rows of the change log, by number. Columns behind changed_at count as far as the last that isn't
-- null, so that a column added later leaves the digests of older rows as they are.
create or replace function tenancy.change_digests(after_row bigint, last_row bigint, most bigint)
returns table (number bigint, digest bytea)
language sql stable security definer set search_path = '' as $$
  select c.id, sha256(convert_to((jsonb_build_array(c.tenant_id, c.id, c.transaction_id::text, c.table_name, c.row_id,
    c.operation, c.actor_id, c.request_id, c.fields, extract(epoch from c.changed_at))
    || case
      when c.row_version is not null
        then jsonb_build_array(c.job, c.api_key_id, c.impersonator_id, c.audience, c.row_version)
      when c.audience is not null then jsonb_build_array(c.job, c.api_key_id, c.impersonator_id, c.audience)
      when c.impersonator_id is not null then jsonb_build_array(c.job, c.api_key_id, c.impersonator_id)
      when c.api_key_id is not null then jsonb_build_array(c.job, c.api_key_id)
      when c.job is not null then jsonb_build_array(c.job) else '[]' end)::text, 'UTF8'))
  from tenancy.changes c where c.id > after_row and c.id <= last_row order by c.id limit most
$$;
grant execute on function tenancy.change_digests(bigint, bigint, bigint) to bulkhead_platform;
