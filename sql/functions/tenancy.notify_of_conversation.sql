-- Trigger: tells users that they take part in a conversation now.
create or replace function tenancy.notify_of_conversation() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.user_id is distinct from tenancy.acting_user() then
    perform tenancy.notify(new.tenant_id, array[new.user_id], 'conversation', 'conversations', new.conversation_id,
      tenancy.acting_user());
  end if;
  return null;
end $$;
grant execute on function tenancy.notify_of_conversation() to bulkhead_app;
