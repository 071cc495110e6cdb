-- The deliveries that are due, or whose sender is gone, of subscriptions that may be pushed to: at most `most`, in the order in
-- which they fell due.
-- Runs as its owner: no policy shows the server the rows of all tenants. It tells ids.
create or replace function tenancy.due_pushes(at timestamptz, idle_since timestamptz, most integer)
returns table (tenant_id uuid, user_id uuid, delivery_id uuid)
language plpgsql volatile rows 100 security definer set search_path = '' set jit = off as $$
#variable_conflict use_column
declare
  context text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-0000-0000-000000000000', true);
  return query
    select d.tenant_id, d.owner_id, d.id
    from tenancy.push_deliveries d
      join app.push_subscriptions s on s.tenant_id = d.tenant_id and s.id = d.subscription_id and s.deleted_at is null
    where d.status in ('pending', 'sending') and d.next_attempt_at <= statement_timestamp()
      and d.created_at > statement_timestamp() - interval '24 hours'
      and (d.lease_until is null or d.lease_until <= statement_timestamp())
      and tenancy.may_push(s.session_id, s.owner_id, s.tenant_id, at, idle_since)
    order by d.next_attempt_at, d.tenant_id, d.id
    limit most;
  perform set_config('app.tenant_id', context, true);
end $$;
grant execute on function tenancy.due_pushes(timestamptz, timestamptz, integer) to bulkhead_platform;
