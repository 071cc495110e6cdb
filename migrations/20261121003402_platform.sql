-- Platform admins: they run the installation, and are nobody in a tenant. Only the command line makes one.
create table auth.platform_admins (
  user_id uuid primary key constraint platform_admins_user references auth.users (id) on delete cascade,
  created_at timestamptz not null
);
grant select, insert on auth.platform_admins to bulkhead_auth;

-- How many rows a tenant with a row quota has. Kept from when the quota is set; without one, nothing is counted.
create table tenancy.usage (
  tenant_id uuid primary key constraint usage_tenant references tenancy.tenants (id) on delete cascade,
  rows bigint not null
);
insert into tenancy.classes (table_name, class) values ('tenancy.usage', 'shared');
alter table tenancy.usage enable row level security;
alter table tenancy.usage force row level security;
create policy tenant on tenancy.usage to bulkhead_app
  using (tenant_id = current_setting('app.tenant_id')::uuid) with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant_guard on tenancy.usage as restrictive to bulkhead_app
  using (tenant_id = current_setting('app.tenant_id')::uuid) with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy platform_counts_reads on tenancy.usage for select to bulkhead_platform using (true);
create policy platform_counts_first on tenancy.usage for insert to bulkhead_platform with check (true);
create policy platform_counts on tenancy.usage for update to bulkhead_platform using (true) with check (true);
grant select, update on tenancy.usage to bulkhead_app;
grant select, insert, update on tenancy.usage to bulkhead_platform;

-- What closed tenants leave: which numbers of the change log are gone with them, for whoever checks that none lacks.
create table tenancy.purges (
  tenant_id uuid primary key,
  purged_at timestamptz not null default statement_timestamp(),
  changes int8multirange not null
);
insert into tenancy.classes (table_name, class) values ('tenancy.purges', 'internal');
alter table tenancy.purges enable row level security;
alter table tenancy.purges force row level security;
create policy platform_records on tenancy.purges to bulkhead_platform using (true) with check (true);
grant select, insert on tenancy.purges to bulkhead_platform;

-- What platform admins do to tenants, each with its column; what it did stands in the tenant's log.
create policy platform_onboards on tenancy.tenants for insert to bulkhead_platform with check (kind = 'team');
create policy platform_administers on tenancy.tenants for update to bulkhead_platform using (true) with check (true);
create policy platform_invites on tenancy.invitations for insert to bulkhead_platform with check (by_platform and role = 'owner');
create policy platform_acts on tenancy.changes for insert to bulkhead_platform
  with check (tenant_id = current_setting('app.tenant_id')::uuid and pg_trigger_depth() > 0);
grant insert (tenant_id, id, slug, name, kind, plan),
  update (suspended_at, suspended_for, deleted_at, plan, member_quota, row_quota, request_quota)
  on tenancy.tenants to bulkhead_platform;
grant insert (tenant_id, id, owner_id, by_platform, email, role, token_hash, expires_at) on tenancy.invitations to bulkhead_platform;
grant insert on tenancy.changes to bulkhead_platform;

-- Counts what a statement made, where the tenant has a row quota. SQLSTATE BH429: that is too much.
create function tenancy.count_new_rows() returns trigger
language plpgsql as $$
declare
  total bigint;
begin
  update tenancy.usage set rows = rows + (select count(*) from made)
    where tenant_id = current_setting('app.tenant_id')::uuid returning rows into total;
  if total > current_setting('app.row_quota')::bigint then
    raise exception 'the tenant has all its rows' using errcode = 'BH429';
  end if;
  return null;
end $$;

-- What every table of a tenant's has beside what its class says: it goes with its tenant, and a new row counts.
create function tenancy.govern(governed text) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy platform_purges on %1$s for delete to bulkhead_platform using (exists (
    select from tenancy.tenants t where t.id = %1$s.tenant_id and t.deleted_at < statement_timestamp() - interval ''30 days''))',
    governed);
  execute format('grant delete, select (tenant_id) on %s to bulkhead_platform', governed);
  if governed like 'app.%' then
    execute format('create trigger count_new_rows after insert on %s referencing new table as made for each statement
      when (coalesce(current_setting(''app.row_quota'', true), '''') <> '''') execute function tenancy.count_new_rows()',
      governed);
  end if;
end $$;
create function tenancy.govern_new() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform tenancy.govern(new.table_name);
  return null;
end $$;
create trigger govern_new after insert on tenancy.classes for each row
  when (new.class in ('shared', 'private', 'participants')) execute function tenancy.govern_new();
select tenancy.govern(table_name) from tenancy.classes where class in ('shared', 'private', 'participants');
create policy platform_purges on tenancy.tenants for delete to bulkhead_platform
  using (deleted_at < statement_timestamp() - interval '30 days');
grant delete on tenancy.tenants to bulkhead_platform;
-- Seen on the way out: the rows' keys, where nothing else shows them.
create policy platform_purges_reads on tenancy.idempotency_keys for select to bulkhead_platform using (exists (
  select from tenancy.tenants t where t.id = idempotency_keys.tenant_id and t.deleted_at < statement_timestamp() - interval '30 days'));

-- The log stays append-only for every role of the server. What goes with a closed tenant goes by this function, which
-- answers the numbers that are gone.
create policy owner_purges_reads on tenancy.changes for select to bulkhead_owner using (exists (
  select from tenancy.tenants t where t.id = changes.tenant_id and t.deleted_at < statement_timestamp() - interval '30 days'));
create policy owner_purges on tenancy.changes for delete to bulkhead_owner using (exists (
  select from tenancy.tenants t where t.id = changes.tenant_id and t.deleted_at < statement_timestamp() - interval '30 days'));
create function tenancy.purge_changes(tenant uuid) returns int8multirange
language sql volatile security definer set search_path = '' as $$
  with gone as (delete from tenancy.changes where tenant_id = tenant returning id)
  select coalesce(range_agg(int8range(id, id, '[]')), '{}') from gone
$$;

-- Counts a tenant's rows anew, for a quota that is about to hold.
create function tenancy.count_rows(tenant uuid) returns bigint
language plpgsql volatile set search_path = '' as $$
declare
  counted text;
  rows bigint;
  total bigint := 0;
begin
  for counted in select table_name from tenancy.classes where table_name like 'app.%' and class in ('shared', 'private', 'participants') loop
    execute format('select count(*) from %s where tenant_id = $1', counted) into rows using tenant;
    total := total + rows;
  end loop;
  insert into tenancy.usage as u (tenant_id, rows) values (tenant, total) on conflict (tenant_id) do update set rows = excluded.rows;
  return total;
end $$;

-- Removes a tenant that was closed thirty days ago, with all that it had: false where there is none such. Its last line in
-- the change log stays, and says that it is gone.
create function tenancy.purge(tenant uuid) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  ignored text;
  purged text;
  again boolean := true;
begin
  ignored := set_config('app.tenant_id', tenant::text, true);
  perform from tenancy.tenants where id = tenant and deleted_at < statement_timestamp() - interval '30 days' for update;
  if not found then return false; end if;
  -- A table whose rows others refer to has its turn after them.
  while again loop
    again := false;
    for purged in select table_name from tenancy.classes
      where class in ('shared', 'private', 'participants') and table_name <> 'tenancy.usage' loop
      begin
        execute format('delete from %s where tenant_id = $1', purged) using tenant;
      exception when foreign_key_violation then again := true;
      end;
    end loop;
  end loop;
  insert into tenancy.purges (tenant_id, changes)
    values (tenant, tenancy.purge_changes(tenant));
  delete from tenancy.tenants where id = tenant;
  return true;
end $$;
grant execute on function tenancy.count_new_rows() to bulkhead_app;
grant execute on function tenancy.count_rows(uuid), tenancy.purge_changes(uuid), tenancy.purge(uuid) to bulkhead_platform;
