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
