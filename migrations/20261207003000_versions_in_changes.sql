-- A line of the change log names the version that the act left the row in, so that a reader of live updates can tell
-- whether it has the row already.
alter table tenancy.changes add column row_version bigint;
comment on column tenancy.changes.row_version is
  'The row''s version after the act, or the last one of a row that is gone. Null: the table counts no versions.';

-- The SHA-256 of rows of the change log, by number. Columns behind changed_at count as far as the last that isn't
-- null, so that a column added later leaves the digests of older rows as they are.
create or replace function tenancy.change_digests(after_row bigint, last_row bigint, most bigint)
returns table (number bigint, digest bytea)
language sql stable security definer set search_path = '' as $$
  select c.id, sha256(convert_to((jsonb_build_array(c.tenant_id, c.id, c.transaction_id::text, c.table_name, c.row_id,
    c.operation, c.actor_id, c.request_id, c.fields, extract(epoch from c.changed_at))
    || case
      when c.row_version is not null
        then jsonb_build_array(c.job, c.api_key_id, c.impersonator_id, c.audience, c.row_version)
      when c.audience is not null then jsonb_build_array(c.job, c.api_key_id, c.impersonator_id, c.audience)
      when c.impersonator_id is not null then jsonb_build_array(c.job, c.api_key_id, c.impersonator_id)
      when c.api_key_id is not null then jsonb_build_array(c.job, c.api_key_id)
      when c.job is not null then jsonb_build_array(c.job) else '[]' end)::text, 'UTF8'))
  from tenancy.changes c where c.id > after_row and c.id <= last_row order by c.id limit most
$$;
grant execute on function tenancy.change_digests(bigint, bigint, bigint) to bulkhead_platform;

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
  version bigint;
  quiet text[] := string_to_array(
    coalesce(substring(tg_argv[1] from '^quiet=(.*)$'), substring(tg_argv[2] from '^quiet=(.*)$')), ',');
begin
  if tg_op <> 'INSERT' then before := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then after := to_jsonb(new); end if;
  version := coalesce(after, before) ->> 'version';
  before := before - '{tenant_id,version,created_at,updated_at}'::text[];
  after := after - '{tenant_id,version,created_at,updated_at}'::text[];
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
    (tenant_id, table_name, row_id, operation, actor_id, api_key_id, job, request_id, audience, row_version, fields)
  values (
    case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end,
    tg_table_name, (subject ->> tg_argv[0])::uuid, lower(tg_op),
    nullif(current_setting('app.user_id', true), '')::uuid,
    nullif(current_setting('app.api_key_id', true), '')::uuid,
    nullif(current_setting('app.job', true), ''),
    nullif(current_setting('app.request_id', true), '')::uuid,
    (subject ->> substring(tg_argv[1] from '^audience=(.*)$'))::uuid,
    version,
    coalesce(fields, '{}'));
  return null;
end $$;
grant execute on function tenancy.record_change() to bulkhead_app, bulkhead_platform;
