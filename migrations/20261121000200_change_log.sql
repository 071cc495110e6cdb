-- The change log: every act on a tenant's row, written by trigger in the act's own transaction.
-- One log serves the audit trail, live updates, outgoing webhooks and history.
create table tenancy.changes (
  tenant_id uuid not null,
  id bigint generated always as identity,
  -- Readers resume by snapshot: a sequence alone would skip a transaction that commits late.
  transaction_id xid8 not null default pg_current_xact_id(),
  table_name text not null,
  row_id uuid not null,
  operation text not null constraint changes_operation_known check (operation in ('insert', 'update', 'delete')),
  actor_id uuid,
  request_id uuid,
  -- insert and delete: {field: value}; update: {field: [before, after]} of what differs. Secrets read "[redacted]".
  fields jsonb not null,
  changed_at timestamptz not null default statement_timestamp(),
  primary key (tenant_id, id)
);

-- The arguments: the column that names the row, then the columns whose values never enter the log.
create function tenancy.record_change() returns trigger
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

  insert into tenancy.changes (tenant_id, table_name, row_id, operation, actor_id, request_id, fields)
  values (
    case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end,
    tg_table_name, (subject ->> tg_argv[0])::uuid, lower(tg_op),
    nullif(current_setting('app.user_id', true), '')::uuid,
    nullif(current_setting('app.request_id', true), '')::uuid,
    coalesce(fields, '{}'));
  return null;
end $$;
