-- The phones of open tenants whose calls or messages the carrier sends elsewhere, and what differs: at most `most`.
-- Runs as its owner: no policy shows operators the rows of all tenants. It tells ids and words of ours.
create or replace function tenancy.phones_not_receiving(most integer)
returns table (tenant_id uuid, phone_id uuid, differences text[])
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select p.tenant_id, p.id, p.webhook_differences from app.phones p
    join tenancy.tenants t on t.tenant_id = p.tenant_id and t.id = p.tenant_id
    where not p.receiving and p.deleted_at is null and t.suspended_at is null and t.deleted_at is null
    order by p.tenant_id, p.id limit most;
end $$;
grant execute on function tenancy.phones_not_receiving(integer) to bulkhead_platform;
