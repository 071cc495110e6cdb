-- Trigger: numbers a new message. The lock on the conversation is kept until the message is committed: the next sender
-- waits for it, so that no number is skipped and none comes late. A message that its sender has sent before takes no
-- number: its insert will find it there. The sender has read up to their own message.
create or replace function tenancy.number_message() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform from app.conversations c where c.tenant_id = new.tenant_id and c.id = new.conversation_id for update;
  if exists (select from app.conversation_messages m
      where m.tenant_id = new.tenant_id and m.conversation_id = new.conversation_id
        and m.owner_id = new.owner_id and m.client_id = new.client_id) then
    return new;
  end if;
  update app.conversations c set last_seq = c.last_seq + 1
    where c.tenant_id = new.tenant_id and c.id = new.conversation_id returning c.last_seq into new.seq;
  update app.conversation_participants p set read_seq = new.seq
    where p.tenant_id = new.tenant_id and p.conversation_id = new.conversation_id and p.user_id = new.owner_id
      and p.deleted_at is null and p.read_seq < new.seq;
  return new;
end $$;
grant execute on function tenancy.number_message() to bulkhead_app;
