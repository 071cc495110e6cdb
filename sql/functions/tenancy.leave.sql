-- Takes a user out of a tenant at their own will, whatever their role; false where they are no member.
-- It sets the context itself, since tenancy.enter lets a viewer only read.
create or replace function tenancy.leave(leaving uuid, tenant uuid, request uuid) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  ignored text;
begin
  ignored := set_config('app.user_id', leaving::text, true);
  ignored := set_config('app.tenant_id', tenant::text, true);
  ignored := set_config('app.request_id', coalesce(request::text, ''), true);
  delete from tenancy.memberships where tenant_id = tenant and user_id = leaving;
  return found;
end $$;
grant execute on function tenancy.leave(uuid, uuid, uuid) to bulkhead_app;
