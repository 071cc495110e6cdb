-- What is told to the participants of a conversation and kept for seconds alone: who types, and how far they have read.
-- One row a user, conversation and kind, which the next one of its kind replaces.
-- Unlogged: it costs no WAL, is empty after a crash, and a standby has none of it.
create unlogged table tenancy.conversation_signals (
  tenant_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  kind text not null constraint conversation_signals_kind_known check (kind in ('typing', 'read')),
  read_seq bigint constraint conversation_signals_read_seq_range check (read_seq >= 0),
  -- By it a reader finds what its snapshot didn't see, as in the change log.
  transaction_id xid8 not null default pg_current_xact_id(),
  at timestamptz not null default statement_timestamp(),
  primary key (tenant_id, conversation_id, user_id, kind),
  -- To the participation and not to the conversation, whose row the sender of a message locks before their participation.
  constraint conversation_signals_participant foreign key (tenant_id, conversation_id, user_id)
    references app.conversation_participants (tenant_id, conversation_id, user_id) on delete cascade
);
create index conversation_signals_of_transaction on tenancy.conversation_signals (transaction_id);
insert into tenancy.classes (table_name, class) values ('tenancy.conversation_signals', 'participants');
select tenancy.force_row_security('tenancy.conversation_signals');
select tenancy.isolate('tenancy.conversation_signals', 'participants');
grant select, insert, update on tenancy.conversation_signals to bulkhead_app;
-- For tenancy.look and tenancy.forget_signals, which are in no tenant.
create policy owner_tells_signals on tenancy.conversation_signals for select to bulkhead_owner
  using (coalesce(current_setting('app.tenant_id', true), '') = '');
create policy owner_forgets_signals on tenancy.conversation_signals for delete to bulkhead_owner
  using (coalesce(current_setting('app.tenant_id', true), '') = '');

-- Which members had a stream of a tenant's events open, and when they last had, to the minute: one row a tenant and user.
-- Unlogged, as above.
create unlogged table tenancy.presence (
  tenant_id uuid not null,
  user_id uuid not null,
  seen_at timestamptz not null,
  primary key (tenant_id, user_id),
  constraint presence_member foreign key (tenant_id, user_id)
    references tenancy.memberships (tenant_id, user_id) on delete cascade
);
insert into tenancy.classes (table_name, class) values ('tenancy.presence', 'shared');
select tenancy.force_row_security('tenancy.presence');
select tenancy.isolate('tenancy.presence', 'shared');
grant select on tenancy.presence to bulkhead_app;
-- For tenancy.note_presence and tenancy.forget_presence, which are in no tenant.
create policy owner_notes_presence on tenancy.presence to bulkhead_owner
  using (coalesce(current_setting('app.tenant_id', true), '') = '')
  with check (coalesce(current_setting('app.tenant_id', true), '') = '');
