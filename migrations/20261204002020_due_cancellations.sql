-- The calls of all tenants that carriers are to be asked to cancel: at most `most`, first one of each tenant. None that was
-- placed two days ago: it is over, whatever is known of it.
-- Runs as its owner: no policy shows the dispatcher the rows of all tenants. It tells ids.
create or replace function tenancy.due_cancellations(most integer) returns table (tenant_id uuid, attempt_id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select a.tenant_id, a.id from app.attempts a
    where a.cancel_due_at <= statement_timestamp() and a.ended_at > statement_timestamp() - interval '2 days'
      and exists (
        select from tenancy.tenants t where t.tenant_id = a.tenant_id and t.id = a.tenant_id)
    order by row_number() over (partition by a.tenant_id order by a.cancel_due_at), a.cancel_due_at
    limit most;
end $$;
grant execute on function tenancy.due_cancellations(integer) to bulkhead_platform;
