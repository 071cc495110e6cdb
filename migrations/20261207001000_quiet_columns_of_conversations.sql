-- A table whose lines have an audience has quiet columns too: how far a participant has read changes with each message.
-- Trigger: writes an act on a row into the change log.
-- Arguments: the column that identifies the row; `audience=` and the column of the audience, where the log is not for
-- all its readers; `settled=` and the column that has a value once the row is final, where changes before that are too
-- many to be logged; `quiet=` and the columns that the log leaves out, and whose changes alone are no act; then the
-- columns whose values never enter the log.
create or replace function tenancy.record_change() returns trigger
language plpgsql as $$
declare
  before jsonb;
  after jsonb;
  fields jsonb;
  subject jsonb;
  secret text;
  settled text;
  is_changed boolean;
  quiet text[] := string_to_array(
    coalesce(substring(tg_argv[1] from '^quiet=(.*)$'), substring(tg_argv[2] from '^quiet=(.*)$')), ',');
begin
  if tg_op <> 'INSERT' then before := to_jsonb(old) - '{tenant_id,version,created_at,updated_at}'::text[]; end if;
  if tg_op <> 'DELETE' then after := to_jsonb(new) - '{tenant_id,version,created_at,updated_at}'::text[]; end if;
  if quiet is not null then
    is_changed := before <> after;
    before := before - quiet;
    after := after - quiet;
    if is_changed and before = after then return null; end if;
  end if;
  subject := coalesce(after, before);

  if tg_op = 'UPDATE' then
    settled := coalesce(substring(tg_argv[1] from '^settled=(.*)$'), substring(tg_argv[2] from '^settled=(.*)$'));
    if before -> settled = after -> settled and before -> 'deleted_at' = after -> 'deleted_at' then
      return null;
    end if;
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
