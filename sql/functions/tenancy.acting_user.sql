-- Who acts; null for the server's own work.
create or replace function tenancy.acting_user() returns uuid
language sql stable set search_path = '' as $$
  select nullif(current_setting('app.user_id', true), '')::uuid
$$;
grant execute on function tenancy.acting_user() to bulkhead_app;
