-- The phones of open tenants with attempts that are due, by kind: at most `most` of those after a phone of a tenant, in
-- the order of tenants. It steps from phone to phone, whatever the number of a phone's attempts.
-- Runs as its owner: no policy shows the dispatcher the rows of all tenants. It tells ids.
create or replace function tenancy.due_attempts(after_tenant uuid, after_phone uuid, most integer)
returns table (tenant_id uuid, phone_id uuid, kind text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    with recursive walked (tenant_id, phone_id, kind) as (
      (select a.tenant_id, a.phone_id, a.kind from app.attempts a
       where a.state = 'planned' and (a.tenant_id, a.phone_id) > (after_tenant, after_phone)
       order by a.tenant_id, a.phone_id, a.kind limit 1)
      union all
      select n.tenant_id, n.phone_id, n.kind from walked w, lateral (
        select a.tenant_id, a.phone_id, a.kind from app.attempts a
        where a.state = 'planned' and (a.tenant_id, a.phone_id, a.kind) > (w.tenant_id, w.phone_id, w.kind)
        order by a.tenant_id, a.phone_id, a.kind limit 1) n
    )
    select w.tenant_id, w.phone_id, w.kind from walked w
    where exists (
        select from app.attempts a where a.tenant_id = w.tenant_id and a.phone_id = w.phone_id and a.kind = w.kind
          and a.state = 'planned' and a.due_at <= statement_timestamp())
      and exists (
        select from tenancy.tenants t
        where t.tenant_id = w.tenant_id and t.id = w.tenant_id and t.suspended_at is null and t.deleted_at is null)
    limit most;
end $$;
grant execute on function tenancy.due_attempts(uuid, uuid, integer) to bulkhead_platform;
