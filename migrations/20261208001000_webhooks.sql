-- URLs that are told of what happens to a tenant's rows.
create table app.webhooks (
  like tenancy.resource_columns including all,
  url text not null constraint webhooks_url_form check (url like 'https://%' or url like 'http://%'),
  -- Which events it hears of, as `lead.created`; `*` stands for all.
  events text[] not null constraint webhooks_events_number check (cardinality(events) between 1 and 100),
  payload text not null default 'thin' constraint webhooks_payload_known check (payload in ('thin', 'full')),
  -- Whether it hears of one event after the other, and of none while an earlier one isn't delivered.
  ordered boolean not null default false,
  status text not null default 'active'
    constraint webhooks_status_known check (status in ('active', 'paused', 'disabled')),
  -- Why the server disabled it.
  disabled_reason text,
  -- What signs, encrypted for this webhook, and what signed until it was replaced.
  secret bytea not null,
  signing_key bytea not null,
  previous_secret bytea,
  previous_signing_key bytea,
  secret_replaced_at timestamptz,
  public_key text not null constraint webhooks_public_key_form check (starts_with(public_key, 'whpk_')),
  -- When an admin last had it sent a test, or events of the past once more.
  tested_at timestamptz,
  replayed_at timestamptz,
  -- From when on failures count towards its being disabled.
  failures_count_from timestamptz not null default statement_timestamp()
);
create index webhooks_newest on app.webhooks (tenant_id, created_at desc, id desc);
select tenancy.protect('app.webhooks', 'shared',
  secrets => '{secret,signing_key,previous_secret,previous_signing_key,failures_count_from}');

-- What webhooks are told, a row for each event and webhook, for thirty days. The text is made from the change log when
-- it is sent. The log has no lines of deliveries, and a tenant's rows are counted without them: they are the server's own
-- work.
create table tenancy.webhook_deliveries (
  like tenancy.resource_columns including all,
  webhook_id uuid not null,
  -- The line of the change log that it tells of, and its row; null of a test.
  change_id bigint,
  row_id uuid,
  event_type text not null constraint webhook_deliveries_event_type_length check (char_length(event_type) between 3 and 100),
  status text not null default 'pending' constraint webhook_deliveries_status_known
    check (status in ('pending', 'sending', 'delivered', 'failed')),
  attempts bigint not null default 0 constraint webhook_deliveries_attempts_range check (attempts between 0 and 100),
  next_attempt_at timestamptz not null default statement_timestamp(),
  -- Who sends it, and until when it is theirs.
  claim uuid,
  lease_until timestamptz,
  first_attempted_at timestamptz,
  ended_at timestamptz,
  -- What came of the last attempt.
  response_status bigint,
  duration_ms bigint,
  address text,
  error text,
  constraint webhook_deliveries_webhook foreign key (tenant_id, webhook_id)
    references app.webhooks (tenant_id, id) on delete cascade
);
-- An event reaches a webhook by one delivery.
create unique index webhook_deliveries_change on tenancy.webhook_deliveries (tenant_id, webhook_id, change_id);
create index webhook_deliveries_newest on tenancy.webhook_deliveries (tenant_id, webhook_id, created_at desc, id desc);
create index webhook_deliveries_of_status
  on tenancy.webhook_deliveries (tenant_id, webhook_id, status, created_at desc, id desc);
create index webhook_deliveries_open on tenancy.webhook_deliveries (tenant_id, webhook_id, next_attempt_at, change_id)
  where status in ('pending', 'sending');
-- For those that are ordered, which hear of the oldest event first.
create index webhook_deliveries_in_order on tenancy.webhook_deliveries (tenant_id, webhook_id, change_id)
  where status in ('pending', 'sending');
create index webhook_deliveries_ended on tenancy.webhook_deliveries (ended_at) where ended_at is not null;
insert into tenancy.classes (table_name, class) values ('tenancy.webhook_deliveries', 'shared');
select tenancy.force_row_security('tenancy.webhook_deliveries');
select tenancy.count_versions('tenancy.webhook_deliveries');
select tenancy.isolate('tenancy.webhook_deliveries', 'shared');
select tenancy.allow_locating('tenancy.webhook_deliveries');
select tenancy.allow_trash_removal('tenancy.webhook_deliveries');
grant select, insert, update on tenancy.webhook_deliveries to bulkhead_app;
-- Housekeeping sees how old a delivery is that has ended, and deletes those that are past use; the purge of a tenant sees
-- the rows that it deletes.
create policy platform_expires_reads on tenancy.webhook_deliveries for select to bulkhead_platform
  using (ended_at < statement_timestamp() - interval '30 days');
create policy platform_expires on tenancy.webhook_deliveries for delete to bulkhead_platform
  using (ended_at < statement_timestamp() - interval '30 days');
create policy platform_purges_reads on tenancy.webhook_deliveries for select to bulkhead_platform using (exists (
  select from tenancy.tenants t
  where t.id = webhook_deliveries.tenant_id and t.deleted_at < statement_timestamp() - interval '30 days'));
grant select (ended_at), delete on tenancy.webhook_deliveries to bulkhead_platform;

-- How far the change log has been read for webhooks: one row.
create table tenancy.webhook_position (
  only_row boolean primary key default true constraint webhook_position_is_one_row check (only_row),
  -- As tenancy.log_position tells it, and of which epoch of the log.
  snapshot pg_snapshot not null,
  final_row bigint not null,
  epoch text not null,
  -- Where the position goes once all parts are read of what is new, of which epoch that is, and up to which line they are.
  target pg_snapshot,
  target_final_row bigint,
  target_epoch text,
  read_up_to bigint not null default 0
);
insert into tenancy.classes (table_name, class) values ('tenancy.webhook_position', 'internal');
select tenancy.force_row_security('tenancy.webhook_position');
-- For tenancy.hear_changes, which is in no tenant.
create policy owner_keeps_position on tenancy.webhook_position to bulkhead_owner
  using (coalesce(current_setting('app.tenant_id', true), '') = '')
  with check (coalesce(current_setting('app.tenant_id', true), '') = '');
insert into tenancy.webhook_position (snapshot, final_row, epoch)
  select p.snapshot::pg_snapshot, p.final_row, '' from tenancy.log_position() p;

-- For tenancy.hear_changes, tenancy.due_webhooks and tenancy.count_deliveries.
create policy owner_finds_webhooks on app.webhooks for select to bulkhead_owner using (true);
create policy owner_finds_deliveries on tenancy.webhook_deliveries for select to bulkhead_owner using (true);
-- That function is in no tenant.
create policy owner_makes_deliveries on tenancy.webhook_deliveries for insert to bulkhead_owner
  with check (coalesce(current_setting('app.tenant_id', true), '') = '');
