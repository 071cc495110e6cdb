-- A role's rank: 1 viewer, 2 member, 3 admin, 4 owner.
create or replace function tenancy.rank(role text) returns integer
language sql immutable as $$
  select case role when 'viewer' then 1 when 'member' then 2 when 'admin' then 3 when 'owner' then 4 end
$$;
grant execute on function tenancy.rank(text) to bulkhead_app;
