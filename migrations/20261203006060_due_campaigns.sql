-- For tenancy.due_campaigns.
create policy owner_plans on app.campaigns for select to bulkhead_owner using (true);
-- The campaigns of open tenants that run, or are to start by now: at most `most` of those after a campaign of a tenant.
-- Runs as its owner: no policy shows the dispatcher the rows of all tenants. It tells ids.
create or replace function tenancy.due_campaigns(after_tenant uuid, after_campaign uuid, most integer)
returns table (tenant_id uuid, campaign_id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select c.tenant_id, c.id from app.campaigns c
    where c.status in ('scheduled', 'running') and c.deleted_at is null
      and (c.tenant_id, c.id) > (after_tenant, after_campaign)
      and (c.status = 'running' or c.scheduled_at <= statement_timestamp())
      and exists (
        select from tenancy.tenants t
        where t.tenant_id = c.tenant_id and t.id = c.tenant_id and t.suspended_at is null and t.deleted_at is null)
    order by c.tenant_id, c.id
    limit most;
end $$;
grant execute on function tenancy.due_campaigns(uuid, uuid, integer) to bulkhead_platform;
