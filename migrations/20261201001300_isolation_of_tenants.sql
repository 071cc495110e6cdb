-- The tables that tenancy.protect itself builds on have policies of their own.
insert into tenancy.classes (table_name, class)
values ('tenancy.classes', 'internal'), ('tenancy.changes', 'log'), ('tenancy.tenants', 'tenant'),
  ('tenancy.memberships', 'shared'), ('tenancy.homes', 'personal');

select tenancy.force_row_security('tenancy.tenants');
select tenancy.isolate('tenancy.tenants', 'shared');
select tenancy.count_versions('tenancy.tenants');
select tenancy.log_changes('tenancy.tenants', 'id');
create policy platform_reads on tenancy.tenants for select to bulkhead_platform using (true);
-- Platform admins create and administer tenants, and remove one that was closed thirty days ago.
create policy platform_onboards on tenancy.tenants for insert to bulkhead_platform with check (kind = 'team');
create policy platform_administers on tenancy.tenants for update to bulkhead_platform using (true) with check (true);
create policy platform_purges on tenancy.tenants for delete to bulkhead_platform
  using (deleted_at < statement_timestamp() - interval '30 days');

select tenancy.force_row_security('tenancy.memberships');
select tenancy.isolate('tenancy.memberships', 'shared');
select tenancy.count_versions('tenancy.memberships');
select tenancy.log_changes('tenancy.memberships', 'user_id');
create policy platform_reads on tenancy.memberships for select to bulkhead_platform using (true);

select tenancy.force_row_security('tenancy.homes');
create policy own on tenancy.homes to bulkhead_app
  using (user_id = current_setting('app.user_id')::uuid) with check (user_id = current_setting('app.user_id')::uuid);
create policy own_guard on tenancy.homes as restrictive to bulkhead_app
  using (user_id = current_setting('app.user_id')::uuid) with check (user_id = current_setting('app.user_id')::uuid);
create policy platform_reads on tenancy.homes for select to bulkhead_platform using (true);

-- The change log. Without a user in the context, no audience matches. A line about a conversation has the conversation
-- as its audience, so that the log shows it to no reader by their role. The user is asked for in a form that raises no
-- error, unlike the tenant: the planner evaluates this part of the condition, and may do so before the tenant is
-- entered. Only triggers write lines, and they say whose a line is: a member who removes another writes lines about
-- conversations that they don't take part in.
select tenancy.force_row_security('tenancy.changes');
create policy tenant on tenancy.changes to bulkhead_app
  using (tenant_id = current_setting('app.tenant_id')::uuid
    and (audience is null or audience = nullif(current_setting('app.user_id', true), '')::uuid))
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant_guard on tenancy.changes as restrictive to bulkhead_app
  using (tenant_id = current_setting('app.tenant_id')::uuid
    and (audience is null or audience = nullif(current_setting('app.user_id', true), '')::uuid))
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
-- A line about a private row or a conversation that names no audience is for no reader.
create policy private_lines on tenancy.changes as restrictive for select to bulkhead_app
  using (audience is not null or table_name <> all (array(
    select split_part(k.table_name, '.', 2) from tenancy.classes k
    where k.class in ('private', 'participants'))));
-- Rows come into the log by trigger and not by a statement of the server. (Its roles can make no trigger.)
create policy written_by_trigger on tenancy.changes as restrictive for insert to bulkhead_app
  with check (pg_trigger_depth() > 0);
create policy platform_acts on tenancy.changes for insert to bulkhead_platform
  with check (tenant_id = current_setting('app.tenant_id')::uuid and pg_trigger_depth() > 0);
create policy owner_records_changes on tenancy.changes for insert to bulkhead_owner
  with check (tenant_id = current_setting('app.tenant_id')::uuid and pg_trigger_depth() > 0);
