-- What the carrier's signed requests say, each once, and how they were answered. Numbers and bodies are in it, so it
-- is in no log, and goes after thirty days.
create table app.carrier_events (
  tenant_id uuid not null,
  id uuid not null,
  phone_id uuid not null,
  kind text not null constraint carrier_events_kind_known check (kind in ('voice', 'sms', 'status')),
  -- Of what was signed: a request that comes again has the same one.
  digest bytea not null constraint carrier_events_digest_length check (octet_length(digest) = 32),
  -- The call or the message that it is about.
  carrier_sid text,
  -- Which turn of the call it asks for, 1 for a message; null for a status. A turn has one response.
  turn bigint,
  -- Its fields: [[name, value], …], in their order.
  payload jsonb not null,
  -- TwiML; null while the agent thinks, and for a status.
  response text,
  received_at timestamptz not null default statement_timestamp(),
  -- When the call or the message took it over; null while that isn't there, or no state has the value.
  applied_at timestamptz,
  primary key (tenant_id, id),
  constraint carrier_events_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id)
    on delete cascade
);
create unique index carrier_events_digest on app.carrier_events (tenant_id, phone_id, digest);
create unique index carrier_events_turn on app.carrier_events (tenant_id, phone_id, carrier_sid, turn);
create index carrier_events_waiting on app.carrier_events (tenant_id, phone_id, carrier_sid) where applied_at is null;
create index carrier_events_oldest on app.carrier_events (received_at);

insert into tenancy.classes (table_name, class) values ('app.carrier_events', 'shared');
select tenancy.force_row_security('app.carrier_events');
select tenancy.isolate('app.carrier_events', 'shared');
grant select, insert, update on app.carrier_events to bulkhead_app;

-- Housekeeping sees how old an event is, and deletes those that are past use; the purge of a tenant sees the rows that it
-- deletes.
create policy platform_expires_reads on app.carrier_events for select to bulkhead_platform
  using (received_at < statement_timestamp() - interval '30 days');
create policy platform_expires on app.carrier_events for delete to bulkhead_platform
  using (received_at < statement_timestamp() - interval '30 days');
create policy platform_purges_reads on app.carrier_events for select to bulkhead_platform using (exists (
  select from tenancy.tenants t
  where t.id = carrier_events.tenant_id and t.deleted_at < statement_timestamp() - interval '30 days'));
grant select (id, received_at), delete on app.carrier_events to bulkhead_platform;
