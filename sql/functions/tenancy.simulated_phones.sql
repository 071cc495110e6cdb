-- The phones of all tenants at the simulated carrier, of which it is told: at most `most`. A phone that changes gets
-- another version.
-- Runs as its owner: no policy shows the dispatcher the rows of all tenants. It tells ids and versions.
create or replace function tenancy.simulated_phones(most integer)
returns table (tenant_id uuid, phone_id uuid, version bigint)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select p.tenant_id, p.id, p.version from app.phones p
    where p.provider = 'simulated' and p.deleted_at is null limit most;
end $$;
grant execute on function tenancy.simulated_phones(integer) to bulkhead_platform;
