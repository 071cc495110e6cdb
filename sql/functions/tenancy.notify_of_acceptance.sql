-- Trigger: tells who invited that the invitation is accepted. It goes in the statement that makes the member.
create or replace function tenancy.notify_of_acceptance() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform from tenancy.memberships m
    where m.tenant_id = old.tenant_id and m.user_id = tenancy.acting_user() and m.created_at = statement_timestamp();
  if found and old.owner_id <> tenancy.acting_user() then
    perform tenancy.notify(old.tenant_id, array[old.owner_id], 'invitation', 'members', tenancy.acting_user(),
      tenancy.acting_user());
  end if;
  return null;
end $$;
grant execute on function tenancy.notify_of_acceptance() to bulkhead_app;
