-- Browsers that a user's notifications are pushed to. A subscription belongs to the session that made it, and ends with it.
create table app.push_subscriptions (
  like tenancy.resource_columns including all,
  -- Where the browser's push service takes messages.
  endpoint text not null constraint push_subscriptions_endpoint_form check (endpoint like 'https://%' or endpoint like 'http://%'),
  -- The browser's key and secret, encrypted for this row.
  p256dh bytea not null,
  auth bytea not null,
  session_id uuid not null
);
-- A user has a browser once, in the trash or not: subscribing again finds the row.
create unique index push_subscriptions_endpoint on app.push_subscriptions (tenant_id, owner_id, endpoint);
create index push_subscriptions_newest on app.push_subscriptions (tenant_id, owner_id, created_at desc, id desc);
select tenancy.protect('app.push_subscriptions', 'private', secrets => '{p256dh,auth,session_id}');

-- What is pushed to browsers, a row for each notification and subscription, until an hour after it is over. After a day it is
-- given up. The log has no lines of them, and a tenant's rows are counted without them: they are the server's own work.
create table tenancy.push_deliveries (
  like tenancy.resource_columns including all,
  subscription_id uuid not null,
  notification_id uuid not null,
  -- What the browser is told beside the notification's id.
  kind text not null constraint push_deliveries_kind_length check (char_length(kind) between 1 and 100),
  resource text constraint push_deliveries_resource_length check (char_length(resource) between 1 and 100),
  row_id uuid,
  status text not null default 'pending' constraint push_deliveries_status_known
    check (status in ('pending', 'sending', 'ended')),
  attempts bigint not null default 0 constraint push_deliveries_attempts_range check (attempts between 0 and 1000),
  next_attempt_at timestamptz not null default statement_timestamp(),
  -- Who sends it, and until when it is theirs.
  claim uuid,
  lease_until timestamptz,
  -- When it has ended, or is given up.
  over_at timestamptz not null default statement_timestamp() + interval '24 hours',
  constraint push_deliveries_subscription foreign key (tenant_id, subscription_id)
    references app.push_subscriptions (tenant_id, id) on delete cascade
);
-- A notification reaches a browser by one delivery.
create unique index push_deliveries_notification
  on tenancy.push_deliveries (tenant_id, subscription_id, notification_id);
create index push_deliveries_open on tenancy.push_deliveries (next_attempt_at, tenant_id, id)
  where status in ('pending', 'sending');
create index push_deliveries_over on tenancy.push_deliveries (over_at);
insert into tenancy.classes (table_name, class) values ('tenancy.push_deliveries', 'private');
select tenancy.force_row_security('tenancy.push_deliveries');
select tenancy.count_versions('tenancy.push_deliveries');
select tenancy.isolate('tenancy.push_deliveries', 'private');
select tenancy.allow_trash_removal('tenancy.push_deliveries');
grant select, insert, update on tenancy.push_deliveries to bulkhead_app;
-- Housekeeping sees how long a delivery has been over, and deletes those that are past use; the purge of a tenant sees the rows
-- that it deletes.
create policy platform_expires_reads on tenancy.push_deliveries for select to bulkhead_platform
  using (over_at < statement_timestamp() - interval '1 hour');
create policy platform_expires on tenancy.push_deliveries for delete to bulkhead_platform
  using (over_at < statement_timestamp() - interval '1 hour');
create policy platform_purges_reads on tenancy.push_deliveries for select to bulkhead_platform using (exists (
  select from tenancy.tenants t
  where t.id = push_deliveries.tenant_id and t.deleted_at < statement_timestamp() - interval '30 days'));
grant select (tenant_id, id, over_at), delete on tenancy.push_deliveries to bulkhead_platform;

-- The key pair by which push services recognise this installation, encrypted: one row. Browsers bind their subscription to
-- it, so it stays.
create table tenancy.push_key (
  only_row boolean primary key default true constraint push_key_is_one_row check (only_row),
  sealed bytea not null,
  created_at timestamptz not null default statement_timestamp()
);
insert into tenancy.classes (table_name, class) values ('tenancy.push_key', 'internal');
select tenancy.force_row_security('tenancy.push_key');
create policy platform_keeps_push_key on tenancy.push_key to bulkhead_platform using (true) with check (true);
grant select, insert on tenancy.push_key to bulkhead_platform;

-- For the functions that push for all tenants: each sets the id of none for its own statement. (With no setting at all, the
-- planner would fail at the policies of the trash.) So what runs as the owner within a tenant reaches no row.
create policy owner_finds_push_subscriptions on app.push_subscriptions for select to bulkhead_owner
  using (current_setting('app.tenant_id', true) = '00000000-0000-0000-0000-000000000000');
create policy owner_finds_pushes on tenancy.push_deliveries for select to bulkhead_owner
  using (current_setting('app.tenant_id', true) = '00000000-0000-0000-0000-000000000000');
create policy owner_makes_pushes on tenancy.push_deliveries for insert to bulkhead_owner
  with check (current_setting('app.tenant_id', true) = '00000000-0000-0000-0000-000000000000');
