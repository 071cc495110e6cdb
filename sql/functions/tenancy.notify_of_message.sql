-- Trigger: tells the others who take part of a message.
create or replace function tenancy.notify_of_message() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform tenancy.notify(new.tenant_id, array(
    select p.user_id from app.conversation_participants p
    where p.tenant_id = new.tenant_id and p.conversation_id = new.conversation_id and p.user_id <> new.owner_id
      and p.deleted_at is null), 'message', 'conversations', new.conversation_id, new.owner_id);
  return null;
end $$;
grant execute on function tenancy.notify_of_message() to bulkhead_app;
