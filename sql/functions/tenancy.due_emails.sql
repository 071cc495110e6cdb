-- The open tenants with e-mails that are due: at most `most` of those after a tenant, in the order of tenants. It steps
-- from tenant to tenant, whatever the number of a tenant's e-mails.
-- Runs as its owner: no policy shows the dispatcher the rows of all tenants. It tells ids.
create or replace function tenancy.due_emails(after_tenant uuid, most integer) returns table (tenant_id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    with recursive walked (tenant_id, due_at) as (
      (select a.tenant_id, a.due_at from app.attempts a
       where a.state = 'planned' and a.kind = 'email' and a.tenant_id > after_tenant
       order by a.tenant_id, a.due_at limit 1)
      union all
      select n.tenant_id, n.due_at from walked w, lateral (
        select a.tenant_id, a.due_at from app.attempts a
        where a.state = 'planned' and a.kind = 'email' and a.tenant_id > w.tenant_id
        order by a.tenant_id, a.due_at limit 1) n
    )
    select w.tenant_id from walked w
    where w.due_at <= statement_timestamp() and exists (
      select from tenancy.tenants t
      where t.tenant_id = w.tenant_id and t.id = w.tenant_id and t.suspended_at is null and t.deleted_at is null)
    limit most;
end $$;
grant execute on function tenancy.due_emails(uuid, integer) to bulkhead_platform;
