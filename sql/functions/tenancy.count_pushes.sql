-- How many deliveries to browsers are open, over all tenants, and since when the oldest of them is due.
-- Runs as its owner: no policy shows operators the rows of all tenants. It tells numbers.
create or replace function tenancy.count_pushes() returns table (status text, deliveries bigint, oldest timestamptz)
language plpgsql volatile rows 2 security definer set search_path = '' set jit = off as $$
#variable_conflict use_column
declare
  context text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-0000-0000-000000000000', true);
  return query
    select d.status, count(*), min(d.next_attempt_at) from tenancy.push_deliveries d
    where d.status in ('pending', 'sending') group by d.status;
  perform set_config('app.tenant_id', context, true);
end $$;
grant execute on function tenancy.count_pushes() to bulkhead_platform;
