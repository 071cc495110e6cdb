-- Conversations among members of a tenant, their messages, and who takes part.

create table app.conversations (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  title text constraint conversations_title_length check (char_length(title) between 1 and 200),
  -- The number of the newest message.
  last_seq bigint not null default 0,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
select tenancy.protect('app.conversations', 'participants');

create table app.conversation_participants (
  tenant_id uuid not null,
  id uuid not null,
  -- The participant who added this one.
  owner_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  primary key (tenant_id, id),
  constraint conversation_participants_conversation foreign key (tenant_id, conversation_id)
    references app.conversations (tenant_id, id) on delete cascade,
  -- Who leaves the tenant leaves its conversations, and doesn't return to them by becoming a member again.
  constraint conversation_participants_member foreign key (tenant_id, user_id)
    references tenancy.memberships (tenant_id, user_id) on delete cascade
);
-- One row a user and conversation, in the bin or not: adding the user again takes it out.
create unique index conversation_participants_user on app.conversation_participants (tenant_id, conversation_id, user_id);
create index conversation_participants_newest on app.conversation_participants (tenant_id, conversation_id, created_at desc, id desc);
-- By it a user's own conversations are found, and what goes with a membership.
create index conversation_participants_of_user on app.conversation_participants (tenant_id, user_id, conversation_id);
select tenancy.protect('app.conversation_participants', 'participants');

create table app.conversation_messages (
  tenant_id uuid not null,
  id uuid not null,
  -- The sender.
  owner_id uuid not null,
  conversation_id uuid not null,
  -- Counts the conversation's messages from 1, without a gap, in the order in which they were committed.
  seq bigint not null default 0,
  client_id uuid not null,
  body text not null constraint conversation_messages_body_length check (char_length(body) between 1 and 10000),
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  primary key (tenant_id, id),
  constraint conversation_messages_conversation foreign key (tenant_id, conversation_id)
    references app.conversations (tenant_id, id) on delete cascade
);
create unique index conversation_messages_client_id on app.conversation_messages (tenant_id, conversation_id, owner_id, client_id);
create unique index conversation_messages_seq on app.conversation_messages (tenant_id, conversation_id, seq);
select tenancy.protect('app.conversation_messages', 'participants');

-- Enters the conversations in which the user takes part, or of them the one that is named, and answers their ids. It asks for the tenant and
-- the user that were entered before it, so that it can't run ahead of them. It sees the user's own participations, by this policy alone; a job
-- that empties bins has no user.
create policy owner_finds_participations on app.conversation_participants for select to bulkhead_owner
  using (tenant_id = current_setting('app.tenant_id')::uuid and user_id = nullif(current_setting('app.user_id', true), '')::uuid);
create function tenancy.enter_conversations(tenant uuid, participant uuid, named uuid) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  entered uuid[];
  ignored text;
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid or participant is distinct from current_setting('app.user_id')::uuid then
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

-- Numbers a new message. The lock on the conversation is kept until the message is committed: the next sender waits for it, so that no number
-- is skipped and none comes late. One that its sender has sent before takes no number: its insert will find it there.
create function tenancy.number_message() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform from app.conversations c where c.tenant_id = new.tenant_id and c.id = new.conversation_id for update;
  if exists (select from app.conversation_messages m where m.tenant_id = new.tenant_id and m.conversation_id = new.conversation_id
      and m.owner_id = new.owner_id and m.client_id = new.client_id) then
    return new;
  end if;
  update app.conversations c set last_seq = c.last_seq + 1
    where c.tenant_id = new.tenant_id and c.id = new.conversation_id returning c.last_seq into new.seq;
  return new;
end $$;
grant execute on function tenancy.number_message() to bulkhead_app;
create trigger number_message before insert on app.conversation_messages for each row execute function tenancy.number_message();
