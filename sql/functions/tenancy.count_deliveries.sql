-- How many deliveries of all tenants are open, and since when the oldest of them is due.
-- Runs as its owner: no policy shows operators the rows of all tenants. It tells numbers.
create or replace function tenancy.count_deliveries() returns table (status text, deliveries bigint, oldest timestamptz)
language plpgsql stable security definer set search_path = '' set jit = off as $$
#variable_conflict use_column
begin
  return query
    select d.status, count(*), min(d.next_attempt_at) from tenancy.webhook_deliveries d
    where d.status in ('pending', 'sending') group by d.status;
end $$;
grant execute on function tenancy.count_deliveries() to bulkhead_platform;
