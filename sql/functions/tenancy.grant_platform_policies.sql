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
