-- Isolation: each table of the schemas tenancy and app has a class, and doctor refuses a table without one.
create table tenancy.classes (
  table_name text primary key,
  class text not null constraint classes_class_known
    check (class in ('shared', 'private', 'participants', 'catalog', 'personal', 'tenant', 'log', 'internal')),
  -- The columns that `q` searches.
  searched text[] not null default '{}'
);
comment on table tenancy.classes is 'shared: members of the tenant. private: the row''s owner, within the tenant. '
  'participants: those named on the conversation. catalog: all users read, platform admins write. personal: its user, '
  'whatever the tenant. tenant: the tenant''s own row. log: shared, and append-only. internal: no runtime role at all.';
create policy readable on tenancy.classes for select to bulkhead_app, bulkhead_platform using (true);
create policy kept_by_migrations on tenancy.classes to bulkhead_owner using (true) with check (true);
grant select on tenancy.classes to bulkhead_app, bulkhead_platform;

-- Lets platform admins purge a table's rows with their closed tenant, and counts its new rows.
create or replace function tenancy.grant_platform_policies(protected text) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy platform_purges on %1$s for delete to bulkhead_platform using (exists (
    select from tenancy.tenants t
    where t.id = %1$s.tenant_id and t.deleted_at < statement_timestamp() - interval ''30 days''))', protected);
  execute format('grant delete, select (tenant_id) on %s to bulkhead_platform', protected);
  if protected like 'app.%' then
    execute format('create trigger count_new_rows after insert on %s
      for each row execute function tenancy.count_new_rows()', protected);
  end if;
end $$;

-- Trigger: calls tenancy.grant_platform_policies for a table that gets its class.
create or replace function tenancy.grant_new_platform_policies() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform tenancy.grant_platform_policies(new.table_name);
  return null;
end $$;

create trigger grant_new_platform_policies after insert on tenancy.classes for each row
  when (new.class in ('shared', 'private', 'participants')) execute function tenancy.grant_new_platform_policies();

-- Forces row-level security on a table, so that it binds the table's owner as well.
create or replace function tenancy.force_row_security(protected regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', protected);
  execute format('alter table %s force row level security', protected);
end $$;

select tenancy.force_row_security('tenancy.classes');

-- The column that names the conversation of a row, in a table of the class participants: the rows of one without it
-- are the conversations themselves.
create or replace function tenancy.conversation_column(protected regclass) returns text
language plpgsql stable set search_path = '' as $$
begin
  if exists (select from pg_catalog.pg_attribute
      where attrelid = protected and attname = 'conversation_id' and not attisdropped) then
    return 'conversation_id';
  end if;
  return 'id';
end $$;

-- Adds a class's policies, by which bulkhead_app reaches only rows of the context's tenant, in a private table of the
-- context's user, and in a table of participants of the conversations that were entered. The condition is the cheapest
-- form for an index: tenancy.enter_conversations looks up who takes part, once for a unit of work, and the policies
-- compare with what it found. It raises an error where no tenant is set. Where no conversation was entered, there is no
-- row: the setting is asked for in a form that raises no error, since the planner evaluates it, and does so before the
-- statement has entered anything.
-- The condition stands twice: a permissive policy that is added later widens nothing past the restrictive one.
create or replace function tenancy.isolate(protected regclass, class text) returns void
language plpgsql set search_path = '' as $$
declare
  of_tenant constant text := 'tenant_id = current_setting(''app.tenant_id'')::uuid';
  of_user constant text := 'owner_id = current_setting(''app.user_id'')::uuid';
  condition constant text := case class
    when 'shared' then of_tenant
    when 'private' then of_tenant || ' and ' || of_user
    when 'participants' then of_tenant
      || format(' and %I = any (nullif(current_setting(''app.conversations'', true), '''')::uuid[])',
        tenancy.conversation_column(protected))
  end;
begin
  if condition is null then raise exception 'tenancy.isolate knows no class %', class; end if;
  execute format('create policy tenant on %s to bulkhead_app using (%s) with check (%2$s)', protected, condition);
  execute format('create policy tenant_guard on %s as restrictive to bulkhead_app using (%s) with check (%2$s)',
    protected, condition);
end $$;

-- Lets all users read a catalogue table, and platform admins write it.
create or replace function tenancy.open_catalogue(protected regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy catalog_read on %s for select to bulkhead_app using (true)', protected);
  execute format('create policy catalog_admin on %s to bulkhead_platform using (true) with check (true)', protected);
  execute format('grant select on %s to bulkhead_app', protected);
  execute format('grant select, insert, update on %s to bulkhead_platform', protected);
end $$;

-- Lets platform admins look up which tenant an id belongs to, and nothing else of the row: a denied access names its
-- owner by it.
create or replace function tenancy.allow_locating(protected regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy platform_locates on %s for select to bulkhead_platform using (true)', protected);
  execute format('grant select (tenant_id, id) on %s to bulkhead_platform', protected);
end $$;

-- Raises a row's version with each update.
create or replace function tenancy.count_versions(protected regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create trigger next_version before update on %s
    for each row execute function tenancy.next_version()', protected);
end $$;

-- Writes each act on a table's rows into the change log.
--   arguments: those of tenancy.record_change.
create or replace function tenancy.log_changes(protected regclass, variadic arguments text[]) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create trigger record_change after insert or update or delete on %s
    for each row execute function tenancy.record_change(%s)', protected,
    (select string_agg(quote_literal(argument), ', ' order by position)
     from unnest(arguments) with ordinality listed (argument, position)));
end $$;

-- Lets the job that empties the trash, and no other statement of the server, delete a table's rows once they are in
-- the trash.
create or replace function tenancy.allow_trash_removal(emptied regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy emptied_by_job on %s as restrictive for delete to bulkhead_app
    using (deleted_at is not null and current_setting(''app.job'', true) = ''empty_trash'')', emptied);
  execute format('grant delete on %s to bulkhead_app', emptied);
  execute format('create index %I on %s (tenant_id, deleted_at) where deleted_at is not null',
    (select relname from pg_class where oid = emptied) || '_trash', emptied);
  if exists (select from tenancy.classes c where c.table_name::regclass = emptied
      and c.class in ('private', 'participants')) then
    perform tenancy.allow_trash_lookup(emptied);
  end if;
end $$;

-- Lets tenancy.owners_of_trash and tenancy.enter_trash see what is in the trash of a table whose rows not all members
-- see, in the tenant of the context.
create or replace function tenancy.allow_trash_lookup(emptied regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy owner_finds_trash on %s for select to bulkhead_owner
    using (tenant_id = current_setting(''app.tenant_id'')::uuid and deleted_at is not null)', emptied);
end $$;

-- Puts a table under its class: forces row-level security, and adds the policies, the triggers and the grants.
--   searched: the columns that `q` searches; secrets: the columns whose values stay out of the change log.
create or replace function tenancy.protect(protected regclass, class text, searched text[] default '{}',
  secrets text[] default '{}')
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
  perform tenancy.log_changes(protected, variadic array['id'] || audience || secrets);
  if searched <> '{}' then
    perform tenancy.make_searchable(protected, searched);
  end if;
  if exists (select from pg_catalog.pg_attribute
      where attrelid = protected and attname = 'deleted_at' and not attisdropped) then
    perform tenancy.allow_trash_removal(protected);
  end if;
end $$;

-- The columns that a tenant's resource has beside its own, and their key. It never has a row:
--   create table app.contacts (like tenancy.resource_columns including all, name text not null, …);
create table tenancy.resource_columns (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  -- When the row went to the trash.
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
insert into tenancy.classes (table_name, class) values ('tenancy.resource_columns', 'internal');
select tenancy.force_row_security('tenancy.resource_columns');
