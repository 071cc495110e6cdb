-- Trigger: tells a member who follows them.
create or replace function tenancy.notify_of_follow() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform tenancy.notify(new.tenant_id, array[new.user_id], 'follow', 'follows', new.id, new.owner_id);
  return null;
end $$;
grant execute on function tenancy.notify_of_follow() to bulkhead_app;
