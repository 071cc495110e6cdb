-- Trigger: refuses an act that takes a tenant's last owner away, by SQLSTATE BH409 (ROL-3). Parallel acts wait for
-- each other at the tenant's row, and then look again: in a volatile function, each statement sees what was committed
-- before it began.
create or replace function tenancy.keep_an_owner() returns trigger
language plpgsql as $$
begin
  perform from tenancy.tenants
    where tenant_id = old.tenant_id and id = old.tenant_id and deleted_at is null for no key update;
  -- Where the tenant is closed, or being removed, its members go with it.
  if found and not exists (
    select from tenancy.memberships
    where tenant_id = old.tenant_id and role = 'owner' and user_id <> old.user_id
  ) then
    raise exception 'the last owner stays' using errcode = 'BH409';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
grant execute on function tenancy.keep_an_owner() to bulkhead_app;
