-- The phones with attempts whose lease is over, whose time is over, or which are in doubt: at most `most`.
-- Runs as its owner: no policy shows the dispatcher the rows of all tenants. It tells ids.
create or replace function tenancy.stale_attempts(most integer) returns table (tenant_id uuid, phone_id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select distinct s.tenant_id, s.phone_id from (
      select a.tenant_id, a.phone_id from app.attempts a
      where a.state in ('dispatching', 'in_doubt')
        and (a.state = 'in_doubt' or a.lease_until <= statement_timestamp())
      union all
      select a.tenant_id, a.phone_id from app.attempts a
      where a.state in ('planned', 'blocked') and a.expires_at <= statement_timestamp()
    ) s
    limit most;
end $$;
grant execute on function tenancy.stale_attempts(integer) to bulkhead_platform;
