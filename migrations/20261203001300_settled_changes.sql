-- Trigger: writes an act on a row into the change log.
-- Arguments: the column that identifies the row; `audience=` and the column of the audience, where the log is not for
-- all its readers; `settled=` and the column that has a value once the row is final, where changes before that are too
-- many to be logged; then the columns whose values never enter the log.
create or replace function tenancy.record_change() returns trigger
language plpgsql as $$
declare
  before jsonb;
  after jsonb;
  fields jsonb;
  subject jsonb;
  secret text;
  settled text;
begin
  if tg_op <> 'INSERT' then before := to_jsonb(old) - '{tenant_id,version,created_at,updated_at}'::text[]; end if;
  if tg_op <> 'DELETE' then after := to_jsonb(new) - '{tenant_id,version,created_at,updated_at}'::text[]; end if;
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

-- Migrations alone call it, and they run one after the other.
-- squawk-ignore ban-drop-function
drop function tenancy.protect(regclass, text, text[], text[]);

-- Puts a table under its class: forces row-level security, and adds the policies, the triggers and the grants.
--   searched: the columns that `q` searches; secrets: the columns whose values stay out of the change log; settled: the
--   column that has a value once a row is final, where the change log is to have a row's beginning and its end alone.
create function tenancy.protect(protected regclass, class text, searched text[] default '{}',
  secrets text[] default '{}', settled text default null)
returns void language plpgsql set search_path = '' as $$
declare
  audience text[] := case class
    when 'private' then array['audience=owner_id']
    when 'participants' then array['audience=' || tenancy.conversation_column(protected)]
    else '{}' end;
begin
  if class = 'participants' and searched <> '{}' then
    raise exception 'tenancy.search_page knows no class participants';
  end if;
  insert into tenancy.classes (table_name, class, searched) values (protected::text, protect.class, protect.searched);
  execute format('revoke all on %s from public', protected);
  perform tenancy.force_row_security(protected);
  perform tenancy.count_versions(protected);
  if class = 'catalog' then
    perform tenancy.open_catalogue(protected);
    return;
  end if;

  perform tenancy.isolate(protected, class);
  execute format('grant select, insert, update on %s to bulkhead_app', protected);
  perform tenancy.allow_locating(protected);
  perform tenancy.log_changes(protected, variadic
    array['id'] || audience || array_remove(array['settled=' || settled], null) || secrets);
  if searched <> '{}' then
    perform tenancy.make_searchable(protected, searched);
  end if;
  if exists (select from pg_catalog.pg_attribute
      where attrelid = protected and attname = 'deleted_at' and not attisdropped) then
    perform tenancy.allow_trash_removal(protected);
  end if;
end $$;
