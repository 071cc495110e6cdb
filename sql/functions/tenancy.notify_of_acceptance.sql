-- Trigger: tells who invited that the invitation is accepted. It goes in the statement that makes the member.
create or replace function tenancy.notify_of_acceptance() returns trigger
language plpgsql set search_path = '' as $$
declare
  joining uuid := nullif(current_setting('app.user_id', true), '')::uuid;
begin
  -- It goes with its closed tenant too, by a role that reads no memberships.
  if joining is null or joining = old.owner_id then return null; end if;
  perform from tenancy.memberships m
    where m.tenant_id = old.tenant_id and m.user_id = joining and m.created_at = statement_timestamp();
  if found then
    perform tenancy.notify(old.tenant_id, array[old.owner_id], 'invitation', 'members', joining, joining);
  end if;
  return null;
end $$;
grant execute on function tenancy.notify_of_acceptance() to bulkhead_app;
