-- What a private table hides, the change log hides as well: a line about a private row is for the row's owner alone.

alter table tenancy.changes add column audience uuid;
comment on column tenancy.changes.audience is 'Who alone may read the line: the owner of a private row. Null: every reader of the log.';

-- As before, with the audience. The arguments: the column that names the row; `audience=` and the column that names the one
-- reader, for a private table; then the columns whose values never enter the log.
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

  insert into tenancy.changes (tenant_id, table_name, row_id, operation, actor_id, api_key_id, job, request_id, audience, fields)
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

-- As before, with the audience where there is one: rows that were sealed before read as they did.
create or replace function tenancy.change_digests(after_row bigint, last_row bigint, most bigint)
returns table (number bigint, digest bytea)
language sql stable security definer set search_path = '' as $$
  select c.id, sha256(convert_to((jsonb_build_array(c.tenant_id, c.id, c.transaction_id::text, c.table_name, c.row_id,
    c.operation, c.actor_id, c.request_id, c.fields, extract(epoch from c.changed_at))
    || case when c.audience is not null then jsonb_build_array(c.job, c.api_key_id, c.impersonator_id, c.audience)
      when c.impersonator_id is not null then jsonb_build_array(c.job, c.api_key_id, c.impersonator_id)
      when c.api_key_id is not null then jsonb_build_array(c.job, c.api_key_id)
      when c.job is not null then jsonb_build_array(c.job) else '[]' end)::text, 'UTF8'))
  from tenancy.changes c where c.id > after_row and c.id <= last_row order by c.id limit most
$$;

-- As before; the lines of a private table name its owner as their audience.
create or replace function tenancy.protect(protected regclass, class text, searched text[] default '{}', secrets text[] default '{}')
returns void language plpgsql set search_path = '' as $$
declare
  condition text := case class
    when 'shared' then 'tenant_id = current_setting(''app.tenant_id'')::uuid'
    when 'private' then 'tenant_id = current_setting(''app.tenant_id'')::uuid and owner_id = current_setting(''app.user_id'')::uuid'
  end;
  audience text[] := case class when 'private' then '{audience=owner_id}' else '{}' end;
begin
  insert into tenancy.classes (table_name, class, searched) values (protected::text, protect.class, protect.searched);
  execute format('revoke all on %s from public', protected);
  execute format('alter table %s enable row level security', protected);
  execute format('alter table %s force row level security', protected);

  if class = 'catalog' then
    execute format('create policy catalog_read on %s for select to bulkhead_app using (true)', protected);
    execute format('create policy catalog_admin on %s to bulkhead_platform using (true) with check (true)', protected);
    execute format('grant select on %s to bulkhead_app', protected);
    execute format('grant select, insert, update on %s to bulkhead_platform', protected);
    execute format('create trigger next_version before update on %s for each row execute function tenancy.next_version()', protected);
    return;
  end if;
  if condition is null then raise exception 'tenancy.protect knows no class %', class; end if;

  execute format('create policy tenant on %s to bulkhead_app using (%s) with check (%s)', protected, condition, condition);
  execute format('create policy tenant_guard on %s as restrictive to bulkhead_app using (%s) with check (%s)', protected, condition, condition);
  execute format('grant select, insert, update on %s to bulkhead_app', protected);
  -- Enough to say whose a denied id was, and no more.
  execute format('create policy platform_locates on %s for select to bulkhead_platform using (true)', protected);
  execute format('grant select (tenant_id, id) on %s to bulkhead_platform', protected);

  execute format('create trigger next_version before update on %s for each row execute function tenancy.next_version()', protected);
  execute format('create trigger record_change after insert or update or delete on %s for each row execute function tenancy.record_change(%s)',
    protected, (select string_agg(quote_literal(argument), ', ') from unnest(array['id'] || audience || secrets) argument));
  if searched <> '{}' then
    perform tenancy.make_searchable(protected, searched);
  end if;
  if exists (select from pg_attribute where attrelid = protected and attname = 'deleted_at' and not attisdropped) then
    perform tenancy.empty_bin_of(protected);
  end if;
end $$;

-- The one private table so far whose acts are logged.
create or replace trigger record_change after insert or update or delete on app.favourites
  for each row execute function tenancy.record_change('id', 'audience=owner_id');

-- Where there is no user, no audience is theirs. Unlike the tenant, the user has to be asked for in a form that raises no error: the
-- planner evaluates this part of the condition, and may do so before the tenant is entered.
alter policy tenant on tenancy.changes
  using (tenant_id = current_setting('app.tenant_id')::uuid and (audience is null or audience = nullif(current_setting('app.user_id', true), '')::uuid))
  with check (tenant_id = current_setting('app.tenant_id')::uuid and (audience is null or audience = nullif(current_setting('app.user_id', true), '')::uuid));
alter policy tenant_guard on tenancy.changes
  using (tenant_id = current_setting('app.tenant_id')::uuid and (audience is null or audience = nullif(current_setting('app.user_id', true), '')::uuid))
  with check (tenant_id = current_setting('app.tenant_id')::uuid and (audience is null or audience = nullif(current_setting('app.user_id', true), '')::uuid));

-- A line about a private row that names no audience is for no reader. Such are the lines of before this file: they are under
-- seal, and so they stay as they are.
create policy private_lines on tenancy.changes as restrictive for select to bulkhead_app
  using (audience is not null or table_name <> all (array(
    select split_part(k.table_name, '.', 2) from tenancy.classes k where k.class = 'private')));
