-- What removed tenants leave: the numbers of the change log that were deleted with them, so that the audit chain's
-- verification misses none.
create table tenancy.purges (
  tenant_id uuid primary key,
  purged_at timestamptz not null default statement_timestamp(),
  changes int8multirange not null
);
insert into tenancy.classes (table_name, class) values ('tenancy.purges', 'internal');
select tenancy.force_row_security('tenancy.purges');
create policy platform_records on tenancy.purges to bulkhead_platform using (true) with check (true);
grant select, insert on tenancy.purges to bulkhead_platform;

create policy owner_purges_reads on tenancy.changes for select to bulkhead_owner using (exists (
  select from tenancy.tenants t
  where t.id = changes.tenant_id and t.deleted_at < statement_timestamp() - interval '30 days'));
create policy owner_purges on tenancy.changes for delete to bulkhead_owner using (exists (
  select from tenancy.tenants t
  where t.id = changes.tenant_id and t.deleted_at < statement_timestamp() - interval '30 days'));
-- Deletes the change log of a tenant that was closed thirty days ago; answers the numbers of the deleted lines.
-- Runs as its owner: the log is append-only for every role of the server.
create or replace function tenancy.purge_changes(tenant uuid) returns int8multirange
language sql volatile security definer set search_path = '' as $$
  with gone as (delete from tenancy.changes where tenant_id = tenant returning id)
  select coalesce(range_agg(int8range(id, id, '[]')), '{}') from gone
$$;
grant execute on function tenancy.purge_changes(uuid) to bulkhead_platform;

-- Removes a tenant that was closed thirty days ago, with all its rows; false where there is no such tenant. The last
-- line of its change log stays, and says that it was removed.
create or replace function tenancy.purge(tenant uuid) returns boolean
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
  perform jobs.forget_tenant(tenant);
  delete from tenancy.tenants where id = tenant;
  return true;
end $$;
grant execute on function tenancy.purge(uuid) to bulkhead_platform;
