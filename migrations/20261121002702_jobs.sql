-- Background work in a tenant: it comes by the name of its job, not by a membership, and the change log says so.

alter table tenancy.changes add column job text;
comment on column tenancy.changes.job is 'The background job that did it, for the actor where there is one.';

-- As before, with the job.
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

  insert into tenancy.changes (tenant_id, table_name, row_id, operation, actor_id, job, request_id, fields)
  values (
    case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end,
    tg_table_name, (subject ->> tg_argv[0])::uuid, lower(tg_op),
    nullif(current_setting('app.user_id', true), '')::uuid,
    nullif(current_setting('app.job', true), ''),
    nullif(current_setting('app.request_id', true), '')::uuid,
    coalesce(fields, '{}'));
  return null;
end $$;

-- As before, with the job where there is one: rows that were sealed before read as they did.
create or replace function tenancy.change_digests(after_row bigint, last_row bigint, most bigint)
returns table (number bigint, digest bytea)
language sql stable security definer set search_path = '' as $$
  select c.id, sha256(convert_to((jsonb_build_array(c.tenant_id, c.id, c.transaction_id::text, c.table_name, c.row_id,
    c.operation, c.actor_id, c.request_id, c.fields, extract(epoch from c.changed_at))
    || case when c.job is null then '[]' else jsonb_build_array(c.job) end)::text, 'UTF8'))
  from tenancy.changes c where c.id > after_row and c.id <= last_row order by c.id limit most
$$;

-- The way in for a job, which has no session: sets the context, for this transaction only.
--   acting: the user that it acts for, if any, who has to be a member at this very moment, of a role of `needed` or more.
-- No row: no such tenant, or that user is no member of it. SQLSTATE BH403: a member, but of a lower role.
create function tenancy.enter_job(entering uuid, task text, acting uuid, needed integer, run uuid)
returns table (tenant_id uuid, slug text, role text)
language plpgsql volatile rows 1 as $$
#variable_conflict use_column
declare
  ignored text;
begin
  if acting is not null then
    select e.tenant_id, e.slug, e.role into tenant_id, slug, role from tenancy.enter(acting, entering::text, needed, run) e;
  else
    ignored := set_config('app.tenant_id', entering::text, true);
    ignored := set_config('app.user_id', '', true);
    ignored := set_config('app.request_id', run::text, true);
    select t.tenant_id, t.slug into tenant_id, slug from tenancy.tenants t where t.tenant_id = entering and t.id = entering;
  end if;
  if tenant_id is null then
    ignored := set_config('app.tenant_id', '', true);
    return;
  end if;
  ignored := set_config('app.job', task, true);
  return next;
end $$;
grant execute on function tenancy.enter_job(uuid, text, uuid, integer, uuid) to bulkhead_app;

-- Lets the job that empties bins delete a table's rows, once they are in the bin, and nobody else any.
create function tenancy.empty_bin_of(emptied regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy emptied_by_job on %s as restrictive for delete to bulkhead_app
    using (deleted_at is not null and current_setting(''app.job'', true) = ''empty_bin'')', emptied);
  execute format('grant delete on %s to bulkhead_app', emptied);
  execute format('create index %I on %s (tenant_id, deleted_at) where deleted_at is not null',
    (select relname from pg_class where oid = emptied) || '_bin', emptied);
end $$;

-- As before; a table with a bin has it emptied.
create or replace function tenancy.protect(protected regclass, class text, searched text[] default '{}', secrets text[] default '{}')
returns void language plpgsql set search_path = '' as $$
declare
  condition text := case class
    when 'shared' then 'tenant_id = current_setting(''app.tenant_id'')::uuid'
    when 'private' then 'tenant_id = current_setting(''app.tenant_id'')::uuid and owner_id = current_setting(''app.user_id'')::uuid'
  end;
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
    protected, (select string_agg(quote_literal(argument), ', ') from unnest(array['id'] || secrets) argument));
  if searched <> '{}' then
    perform tenancy.make_searchable(protected, searched);
  end if;
  if exists (select from pg_attribute where attrelid = protected and attname = 'deleted_at' and not attisdropped) then
    perform tenancy.empty_bin_of(protected);
  end if;
end $$;

select tenancy.empty_bin_of('app.leads');
select tenancy.empty_bin_of('app.contacts');
select tenancy.empty_bin_of('app.favourites');
select tenancy.empty_bin_of('app.settings');
