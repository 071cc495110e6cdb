-- Trigger: tells the member who last wrote to a number that it replies.
create or replace function tenancy.notify_of_reply() returns trigger
language plpgsql set search_path = '' as $$
declare
  writer uuid;
begin
  select m.owner_id into writer from app.messages m
    where m.tenant_id = new.tenant_id and m.phone_id = new.phone_id and m.direction = 'outgoing'
      and (case m.direction when 'incoming' then m."from" else m."to" end) = new."from"
      and m.deleted_at is null
    order by m.created_at desc, m.id desc limit 1;
  if found then
    perform tenancy.notify(new.tenant_id, array[writer], 'reply', 'messages', new.id, null);
  end if;
  return null;
end $$;
grant execute on function tenancy.notify_of_reply() to bulkhead_app;
