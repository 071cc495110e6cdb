-- The webhooks of open tenants with deliveries that are due, or whose sender is gone: at most `most` of those after a
-- webhook of a tenant.
-- Runs as its owner: no policy shows the server the rows of all tenants. It tells ids.
create or replace function tenancy.due_webhooks(after_tenant uuid, after_webhook uuid, most integer)
returns table (tenant_id uuid, webhook_id uuid)
language plpgsql stable security definer set search_path = '' set jit = off as $$
#variable_conflict use_column
begin
  return query
    select w.tenant_id, w.id from app.webhooks w
    where w.status = 'active' and w.deleted_at is null and (w.tenant_id, w.id) > (after_tenant, after_webhook)
      and exists (
        select from tenancy.webhook_deliveries d
        where d.tenant_id = w.tenant_id and d.webhook_id = w.id and d.status in ('pending', 'sending')
          and d.next_attempt_at <= statement_timestamp()
          and (d.lease_until is null or d.lease_until <= statement_timestamp()))
      and exists (
        select from tenancy.tenants t
        where t.tenant_id = w.tenant_id and t.id = w.tenant_id and t.suspended_at is null and t.deleted_at is null)
    order by w.tenant_id, w.id
    limit most;
end $$;
grant execute on function tenancy.due_webhooks(uuid, uuid, integer) to bulkhead_platform;
