-- The change log: each act on a tenant's row, written by a trigger in the act's own transaction. One log serves the
-- audit trail, live updates, outgoing webhooks and history.
create table tenancy.changes (
  tenant_id uuid not null,
  id bigint generated always as identity,
  -- Readers resume by snapshot: a sequence alone would skip a transaction that commits late.
  transaction_id xid8 not null default pg_current_xact_id(),
  table_name text not null,
  row_id uuid not null,
  operation text not null constraint changes_operation_known check (operation in ('insert', 'update', 'delete')),
  -- insert and delete: {field: value}; update: {field: [before, after]} of what differs. Secrets read "[redacted]".
  fields jsonb not null,
  audience uuid,
  actor_id uuid,
  -- The column fills itself.
  impersonator_id uuid default nullif(current_setting('app.impersonator_id', true), '')::uuid,
  -- By which key of its actor the act was done.
  api_key_id uuid,
  job text,
  request_id uuid,
  changed_at timestamptz not null default statement_timestamp(),
  primary key (tenant_id, id)
);
comment on column tenancy.changes.audience is
  'Who alone may learn of the line: the id of a private row''s owner, or of the conversation that a row belongs to. '
  'The trigger takes it from the row. Null: every reader of the log; in a private table it is not known, and the line '
  'has no reader.';
comment on column tenancy.changes.impersonator_id is 'The platform admin who acted as the actor, where one did.';
comment on column tenancy.changes.job is 'The background job that did it, for the actor where there is one.';

-- Rows by number, for the audit chain. The log only grows, so the numbers rise with the pages, and a write pays almost
-- nothing.
create index changes_number on tenancy.changes using brin (id) with (pages_per_range = 32, autosummarize = on);
grant select, insert on tenancy.changes to bulkhead_app;
grant insert on tenancy.changes to bulkhead_platform;

-- Trigger: writes an act on a row into the change log.
-- Arguments: the column that identifies the row; `audience=` and the column of the audience, where the log is not for
-- all its readers; then the columns whose values never enter the log.
create or replace function tenancy.record_change() returns trigger
language plpgsql as $$
declare
  before jsonb;
  after jsonb;
  fields jsonb;
  subject jsonb;
  secret text;
begin
  if tg_op <> 'INSERT' then before := to_jsonb(old) - '{tenant_id,version,created_at,updated_at}'::text[]; end if;
  if tg_op <> 'DELETE' then after := to_jsonb(new) - '{tenant_id,version,created_at,updated_at}'::text[]; end if;
  subject := coalesce(after, before);

  if tg_op = 'UPDATE' then
    select jsonb_object_agg(b.key, case when b.key = any (tg_argv[1:])
        then '["[redacted]", "[redacted]"]' else jsonb_build_array(b.value, after -> b.key) end)
      into fields from jsonb_each(before) b where b.value is distinct from after -> b.key;
  else
    fields := jsonb_strip_nulls(subject);
    foreach secret in array coalesce(tg_argv[1:], '{}') loop
      if fields ? secret then fields := jsonb_set(fields, array[secret], '"[redacted]"'); end if;
    end loop;
  end if;

  insert into tenancy.changes
    (tenant_id, table_name, row_id, operation, actor_id, api_key_id, job, request_id, audience, fields)
  values (
    case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end,
    tg_table_name, (subject ->> tg_argv[0])::uuid, lower(tg_op),
    nullif(current_setting('app.user_id', true), '')::uuid,
    nullif(current_setting('app.api_key_id', true), '')::uuid,
    nullif(current_setting('app.job', true), ''),
    nullif(current_setting('app.request_id', true), '')::uuid,
    (subject ->> substring(tg_argv[1] from '^audience=(.*)$'))::uuid,
    coalesce(fields, '{}'));
  return null;
end $$;
grant execute on function tenancy.record_change() to bulkhead_app, bulkhead_platform;

-- Trigger: raises a row's version, and notes the time.
create or replace function tenancy.next_version() returns trigger
language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := statement_timestamp();
  return new;
end $$;
grant execute on function tenancy.next_version() to bulkhead_app, bulkhead_platform;
