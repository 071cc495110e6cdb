-- Trigger: tells who made a campaign that it has failed.
create or replace function tenancy.notify_of_campaign() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform tenancy.notify(new.tenant_id, array[new.owner_id], 'campaign', 'campaigns', new.id, null);
  return null;
end $$;
grant execute on function tenancy.notify_of_campaign() to bulkhead_app;
