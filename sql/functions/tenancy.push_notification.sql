-- Trigger: has a notification be pushed to the browsers of its member, if they want that of its kind.
create or replace function tenancy.push_notification() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.tenant_id is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid then return null; end if;
  perform from app.notification_preferences p
    where p.tenant_id = new.tenant_id and p.owner_id = new.owner_id and p.kind = new.kind and not p.push
      and p.deleted_at is null;
  if not found then
    perform tenancy.queue_push(new.tenant_id, new.owner_id, new.id, new.kind, new.resource, new.row_id);
  end if;
  return null;
end $$;
grant execute on function tenancy.push_notification() to bulkhead_app;
