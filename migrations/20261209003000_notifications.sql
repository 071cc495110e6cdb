-- What a member wants to be told of, and how; without a row of a kind, all but e-mail.
create table app.notification_preferences (
  like tenancy.resource_columns including all,
  kind text not null constraint notification_preferences_kind_known
    check (kind in ('message', 'conversation', 'follow', 'invitation', 'application', 'campaign', 'reply')),
  -- Whether there are notifications of the kind at all.
  in_app boolean not null default true,
  -- Whether the daily e-mail tells of those that are unread.
  email boolean not null default false,
  -- Whether they are pushed to the member's browsers.
  push boolean not null default true
);
create unique index notification_preferences_kind on app.notification_preferences (tenant_id, owner_id, kind);
create index notification_preferences_newest
  on app.notification_preferences (tenant_id, owner_id, created_at desc, id desc);
create index notification_preferences_of_email on app.notification_preferences (tenant_id, owner_id) where email;
select tenancy.protect('app.notification_preferences', 'private');

-- What members are told of. The server makes them, so a tenant's rows are counted without them.
create table tenancy.notifications (
  like tenancy.resource_columns including all,
  kind text not null constraint notifications_kind_known
    check (kind in ('message', 'conversation', 'follow', 'invitation', 'application', 'campaign', 'reply')),
  -- The row that it is about, by the path of its resource.
  resource text not null constraint notifications_resource_length check (char_length(resource) between 1 and 100),
  row_id uuid not null,
  -- Who did it; null where no member did.
  actor_id uuid,
  read_at timestamptz,
  -- When it came, while it is unread: lists begin with what is unread.
  unread_since timestamptz generated always as (case when read_at is null then created_at end) stored,
  -- When an e-mail told of it.
  digested_at timestamptz
);
-- While one is unread, the same of the same row makes no other.
create unique index notifications_unread on tenancy.notifications (tenant_id, owner_id, kind, row_id)
  where read_at is null and deleted_at is null;
create index notifications_unread_first
  on tenancy.notifications (tenant_id, owner_id, unread_since desc nulls last, id desc);
create index notifications_newest on tenancy.notifications (tenant_id, owner_id, created_at desc, id desc);
create index notifications_of_kind on tenancy.notifications (tenant_id, owner_id, kind, created_at desc, id desc);
create index notifications_digested on tenancy.notifications (tenant_id, owner_id, digested_at)
  where digested_at is not null;
insert into tenancy.classes (table_name, class) values ('tenancy.notifications', 'private');
select tenancy.force_row_security('tenancy.notifications');
select tenancy.count_versions('tenancy.notifications');
select tenancy.isolate('tenancy.notifications', 'private');
select tenancy.allow_locating('tenancy.notifications');
select tenancy.log_changes('tenancy.notifications', 'id', 'audience=owner_id', 'quiet=digested_at,unread_since');
select tenancy.allow_trash_removal('tenancy.notifications');
grant select, insert, update on tenancy.notifications to bulkhead_app;

-- For tenancy.notify, by trigger alone.
create policy owner_notifies on tenancy.notifications for insert to bulkhead_owner
  with check (tenant_id = current_setting('app.tenant_id')::uuid and pg_trigger_depth() > 0);
create policy owner_asks_preferences on app.notification_preferences for select to bulkhead_owner
  using (tenant_id = current_setting('app.tenant_id')::uuid and pg_trigger_depth() > 0);

-- A version 7 UUID (RFC 9562): its order is that of time, by the millisecond.
create or replace function tenancy.uuid_v7() returns uuid
language sql volatile set search_path = '' as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
    52, 1), 53, 1), 'hex')::uuid
$$;
grant execute on function tenancy.uuid_v7() to bulkhead_app;

-- Tells members of an act, in its transaction: those of the recipients who are members and want to know. Where one is
-- unread of the same kind about the same row, there is no other.
-- Where no tenant is entered, as in a migration, it tells of nothing.
-- Runs as its owner: no policy lets a member write another's private rows. It tells nothing, and works by trigger alone.
create or replace function tenancy.notify(tenant uuid, recipients uuid[], what text, about text, subject uuid, actor uuid)
returns void language plpgsql security definer set search_path = '' set jit = off as $$
begin
  if tenant is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid then return; end if;
  insert into tenancy.notifications (tenant_id, id, owner_id, kind, resource, row_id, actor_id)
    select m.tenant_id, tenancy.uuid_v7(), m.user_id, what, about, subject, actor
    from tenancy.memberships m
    where m.tenant_id = tenant and m.user_id = any (recipients) and not exists (
      select from app.notification_preferences p
      where p.tenant_id = m.tenant_id and p.owner_id = m.user_id and p.kind = what and not p.in_app
        and p.deleted_at is null)
    order by m.user_id
    on conflict do nothing;
end $$;
grant execute on function tenancy.notify(uuid, uuid[], text, text, uuid, uuid) to bulkhead_app;

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
create trigger push_notification after insert on tenancy.notifications
  for each row execute function tenancy.push_notification();

-- Who acts; null for the server's own work.
create or replace function tenancy.acting_user() returns uuid
language sql stable set search_path = '' as $$
  select nullif(current_setting('app.user_id', true), '')::uuid
$$;
grant execute on function tenancy.acting_user() to bulkhead_app;

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
create trigger notify_of_message after insert on app.conversation_messages
  for each row execute function tenancy.notify_of_message();

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
create trigger notify_of_conversation after insert on app.conversation_participants
  for each row execute function tenancy.notify_of_conversation();
create trigger notify_of_return after update of deleted_at on app.conversation_participants
  for each row when (old.deleted_at is not null and new.deleted_at is null)
  execute function tenancy.notify_of_conversation();

-- Trigger: who reads a conversation has read what tells of it.
create or replace function tenancy.read_notifications() returns trigger
language plpgsql set search_path = '' as $$
begin
  update tenancy.notifications n set read_at = statement_timestamp()
    where n.tenant_id = new.tenant_id and n.owner_id = new.user_id and n.kind in ('message', 'conversation')
      and n.row_id = new.conversation_id and n.read_at is null and n.deleted_at is null;
  return null;
end $$;
grant execute on function tenancy.read_notifications() to bulkhead_app;
create trigger read_notifications after update of read_seq on app.conversation_participants
  for each row when (new.read_seq > old.read_seq) execute function tenancy.read_notifications();

-- Trigger: tells a member who follows them.
create or replace function tenancy.notify_of_follow() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform tenancy.notify(new.tenant_id, array[new.user_id], 'follow', 'follows', new.id, new.owner_id);
  return null;
end $$;
grant execute on function tenancy.notify_of_follow() to bulkhead_app;
create trigger notify_of_follow after insert on app.follows
  for each row execute function tenancy.notify_of_follow();
create trigger notify_of_return after update of deleted_at on app.follows
  for each row when (old.deleted_at is not null and new.deleted_at is null)
  execute function tenancy.notify_of_follow();

-- Trigger: tells who invited that the invitation is accepted. It goes in the statement that makes the member.
create or replace function tenancy.notify_of_acceptance() returns trigger
language plpgsql set search_path = '' as $$
declare
  joining uuid := nullif(current_setting('app.user_id', true), '')::uuid;
begin
  -- It goes with its closed tenant too, by a role that reads no memberships.
  if joining is null or joining = old.owner_id then return null; end if;
  perform from tenancy.memberships m
    where m.tenant_id = old.tenant_id and m.user_id = joining and m.created_at = statement_timestamp();
  if found then
    perform tenancy.notify(old.tenant_id, array[old.owner_id], 'invitation', 'members', joining, joining);
  end if;
  return null;
end $$;
grant execute on function tenancy.notify_of_acceptance() to bulkhead_app;
create trigger notify_of_acceptance after delete on tenancy.invitations
  for each row execute function tenancy.notify_of_acceptance();

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
create trigger notify_of_application after update of status on app.applications
  for each row when (old.status <> new.status) execute function tenancy.notify_of_application();

-- Trigger: tells who made a campaign that it has failed.
create or replace function tenancy.notify_of_campaign() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform tenancy.notify(new.tenant_id, array[new.owner_id], 'campaign', 'campaigns', new.id, null);
  return null;
end $$;
grant execute on function tenancy.notify_of_campaign() to bulkhead_app;
create trigger notify_of_campaign after update of status on app.campaigns
  for each row when (old.status <> new.status and new.status = 'failed')
  execute function tenancy.notify_of_campaign();

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
create trigger notify_of_reply after insert on app.messages
  for each row when (new.direction = 'incoming') execute function tenancy.notify_of_reply();
