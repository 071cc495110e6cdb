-- How many tenants a user owns. Runs as its owner: a member of one tenant sees no other.
create or replace function tenancy.owned_tenants(owner uuid) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
begin
  return (select count(*) from tenancy.memberships m where m.user_id = owner and m.role = 'owner');
end $$;
grant execute on function tenancy.owned_tenants(uuid) to bulkhead_app;
