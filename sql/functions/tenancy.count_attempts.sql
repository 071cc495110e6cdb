-- How many attempts of all tenants are open, by state, and since when the oldest of them is due.
-- Runs as its owner: no policy shows operators the rows of all tenants. It tells numbers.
create or replace function tenancy.count_attempts() returns table (state text, attempts bigint, oldest timestamptz)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select a.state, count(*), min(a.due_at) from app.attempts a
    where a.state in ('planned', 'blocked') and a.due_at <= statement_timestamp() group by a.state
    union all
    select a.state, count(*), min(a.due_at) from app.attempts a
    where a.state in ('dispatching', 'in_doubt') group by a.state;
end $$;
grant execute on function tenancy.count_attempts() to bulkhead_platform;
