-- Adds to a table what every tenant table has beside its class: it goes with its closed tenant, and its new rows
-- count.
create or replace function tenancy.govern(governed text) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy platform_purges on %1$s for delete to bulkhead_platform using (exists (
    select from tenancy.tenants t where t.id = %1$s.tenant_id and t.deleted_at < statement_timestamp() - interval ''30 days''))',
    governed);
  execute format('grant delete, select (tenant_id) on %s to bulkhead_platform', governed);
  if governed like 'app.%' then
    execute format('create trigger count_new_rows after insert on %s for each row execute function tenancy.count_new_rows()',
      governed);
  end if;
end $$;
