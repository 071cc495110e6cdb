-- Conversations among members of a tenant, their messages, and who takes part.
create table app.conversations (
  like tenancy.resource_columns including all,
  title text constraint conversations_title_length check (char_length(title) between 1 and 200),
  -- The number of the newest message.
  last_seq bigint not null default 0
);
select tenancy.protect('app.conversations', 'participants');

-- The owner of a participation is the participant who added this one.
create table app.conversation_participants (
  like tenancy.resource_columns including all,
  conversation_id uuid not null,
  user_id uuid not null,
  constraint conversation_participants_conversation foreign key (tenant_id, conversation_id)
    references app.conversations (tenant_id, id) on delete cascade,
  -- A member who leaves the tenant leaves its conversations, and doesn't return to them by becoming a member again.
  constraint conversation_participants_member foreign key (tenant_id, user_id)
    references tenancy.memberships (tenant_id, user_id) on delete cascade
);
-- One row a user and conversation, in the trash or not: adding the user again takes it out.
create unique index conversation_participants_user
  on app.conversation_participants (tenant_id, conversation_id, user_id);
create index conversation_participants_newest
  on app.conversation_participants (tenant_id, conversation_id, created_at desc, id desc);
-- By it a user's own conversations are found, and what goes with a membership.
create index conversation_participants_of_user
  on app.conversation_participants (tenant_id, user_id, conversation_id);
select tenancy.protect('app.conversation_participants', 'participants');

-- The owner of a message is its sender.
create table app.conversation_messages (
  like tenancy.resource_columns including all,
  conversation_id uuid not null,
  -- Counts the conversation's messages from 1, without a gap, in the order in which they were committed.
  seq bigint not null default 0,
  client_id uuid not null,
  body text not null constraint conversation_messages_body_length check (char_length(body) between 1 and 10000),
  constraint conversation_messages_conversation foreign key (tenant_id, conversation_id)
    references app.conversations (tenant_id, id) on delete cascade
);
create unique index conversation_messages_client_id
  on app.conversation_messages (tenant_id, conversation_id, owner_id, client_id);
create unique index conversation_messages_seq on app.conversation_messages (tenant_id, conversation_id, seq);
select tenancy.protect('app.conversation_messages', 'participants');
