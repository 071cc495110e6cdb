-- What tenancy.protect does for a resource, done by hand for the tables that it needs itself.
insert into tenancy.classes (table_name, class)
values ('tenancy.classes', 'internal'), ('tenancy.changes', 'log'), ('tenancy.tenants', 'tenant'),
  ('tenancy.memberships', 'shared'), ('tenancy.homes', 'personal');

do $$
declare
  protected text;
begin
  foreach protected in array array['tenants', 'memberships'] loop
    execute format('alter table tenancy.%I enable row level security', protected);
    execute format('alter table tenancy.%I force row level security', protected);
    execute format('create policy tenant on tenancy.%I to bulkhead_app
      using (tenant_id = current_setting(''app.tenant_id'')::uuid)
      with check (tenant_id = current_setting(''app.tenant_id'')::uuid)', protected);
    execute format('create policy tenant_guard on tenancy.%I as restrictive to bulkhead_app
      using (tenant_id = current_setting(''app.tenant_id'')::uuid)
      with check (tenant_id = current_setting(''app.tenant_id'')::uuid)', protected);
    execute format('create policy platform_reads on tenancy.%I for select to bulkhead_platform using (true)',
      protected);
    execute format('create trigger next_version before update on tenancy.%I
      for each row execute function tenancy.next_version()', protected);
  end loop;
end $$;
create trigger record_change after insert or update or delete on tenancy.tenants
  for each row execute function tenancy.record_change('id');
create trigger record_change after insert or update or delete on tenancy.memberships
  for each row execute function tenancy.record_change('user_id');

-- Platform admins create and administer tenants, and remove one that was closed thirty days ago.
create policy platform_onboards on tenancy.tenants for insert to bulkhead_platform with check (kind = 'team');
create policy platform_administers on tenancy.tenants for update to bulkhead_platform using (true) with check (true);
create policy platform_purges on tenancy.tenants for delete to bulkhead_platform
  using (deleted_at < statement_timestamp() - interval '30 days');

alter table tenancy.homes enable row level security;
alter table tenancy.homes force row level security;
create policy own on tenancy.homes to bulkhead_app
  using (user_id = current_setting('app.user_id')::uuid) with check (user_id = current_setting('app.user_id')::uuid);
create policy own_guard on tenancy.homes as restrictive to bulkhead_app
  using (user_id = current_setting('app.user_id')::uuid) with check (user_id = current_setting('app.user_id')::uuid);
create policy platform_reads on tenancy.homes for select to bulkhead_platform using (true);

-- The change log. Without a user in the context, no audience matches. The user is asked for in a form that raises no
-- error, unlike the tenant: the planner evaluates this part of the condition, and may do so before the tenant is
-- entered.
alter table tenancy.changes enable row level security;
alter table tenancy.changes force row level security;
create policy tenant on tenancy.changes to bulkhead_app
  using (tenant_id = current_setting('app.tenant_id')::uuid
    and (audience is null or audience = nullif(current_setting('app.user_id', true), '')::uuid))
  with check (tenant_id = current_setting('app.tenant_id')::uuid
    and (audience is null or audience = nullif(current_setting('app.user_id', true), '')::uuid));
create policy tenant_guard on tenancy.changes as restrictive to bulkhead_app
  using (tenant_id = current_setting('app.tenant_id')::uuid
    and (audience is null or audience = nullif(current_setting('app.user_id', true), '')::uuid))
  with check (tenant_id = current_setting('app.tenant_id')::uuid
    and (audience is null or audience = nullif(current_setting('app.user_id', true), '')::uuid));
-- A line about a private row that names no audience is for no reader.
create policy private_lines on tenancy.changes as restrictive for select to bulkhead_app
  using (audience is not null or table_name <> all (array(
    select split_part(k.table_name, '.', 2) from tenancy.classes k where k.class = 'private')));
-- Rows come into the log by trigger and not by a statement of the server. (Its roles can make no trigger.)
create policy written_by_trigger on tenancy.changes as restrictive for insert to bulkhead_app
  with check (pg_trigger_depth() > 0);
create policy platform_acts on tenancy.changes for insert to bulkhead_platform
  with check (tenant_id = current_setting('app.tenant_id')::uuid and pg_trigger_depth() > 0);
create policy owner_records_changes on tenancy.changes for insert to bulkhead_owner
  with check (tenant_id = current_setting('app.tenant_id')::uuid and pg_trigger_depth() > 0);
