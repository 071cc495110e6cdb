-- Trigger: tells of an application that another changed for its owner, by an API key or as support.
create or replace function tenancy.notify_of_application() returns trigger
language plpgsql set search_path = '' as $$
begin
  if coalesce(current_setting('app.api_key_id', true), '') <> ''
      or coalesce(current_setting('app.impersonator_id', true), '') <> '' then
    perform tenancy.notify(new.tenant_id, array[new.owner_id], 'application', 'applications', new.id, null);
  end if;
  return null;
end $$;
grant execute on function tenancy.notify_of_application() to bulkhead_app;
