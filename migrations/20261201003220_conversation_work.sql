-- What tenancy.enter_conversations sees, by this policy alone: the participations of the user in the context. A job that
-- empties the trash has no user.
create policy owner_finds_participations on app.conversation_participants for select to bulkhead_owner
  using (tenant_id = current_setting('app.tenant_id')::uuid
    and user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- Enters the conversations in which the user takes part, or of them the one that is named, and answers their ids.
-- It takes the tenant and the user that were entered before it, so that it can't run ahead of them.
-- Runs as its owner: no policy shows a user their participations before they are entered.
create or replace function tenancy.enter_conversations(tenant uuid, participant uuid, named uuid) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  entered uuid[];
  ignored text;
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid
      or participant is distinct from current_setting('app.user_id')::uuid then
    raise exception 'conversations of another tenant or user' using errcode = 'insufficient_privilege';
  end if;
  if named is null then
    select coalesce(array_agg(p.conversation_id), '{}') into entered from app.conversation_participants p
      where p.tenant_id = tenant and p.user_id = participant and p.deleted_at is null;
  else
    select coalesce(array_agg(p.conversation_id), '{}') into entered from app.conversation_participants p
      where p.tenant_id = tenant and p.user_id = participant and p.deleted_at is null and p.conversation_id = named;
  end if;
  ignored := set_config('app.conversations', entered::text, true);
  return entered;
end $$;
grant execute on function tenancy.enter_conversations(uuid, uuid, uuid) to bulkhead_app;

-- Trigger: numbers a new message. The lock on the conversation is kept until the message is committed: the next sender
-- waits for it, so that no number is skipped and none comes late. A message that its sender has sent before takes no
-- number: its insert will find it there.
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
  return new;
end $$;
grant execute on function tenancy.number_message() to bulkhead_app;
create trigger number_message before insert on app.conversation_messages
  for each row execute function tenancy.number_message();
