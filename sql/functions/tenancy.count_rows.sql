-- Counts a tenant's rows afresh, for a quota that is about to hold. The count is locked before the rows are read, so
-- rows that another transaction has counted and not yet committed are included.
create or replace function tenancy.count_rows(tenant uuid) returns bigint
language plpgsql volatile set search_path = '' as $$
declare
  counted text;
  rows bigint;
  total bigint := 0;
begin
  insert into tenancy.usage as u (tenant_id, rows) values (tenant, 0)
    on conflict (tenant_id) do update set rows = u.rows;
  for counted in select table_name from tenancy.classes
      where table_name like 'app.%' and class in ('shared', 'private', 'participants') loop
    execute format('select count(*) from %s where tenant_id = $1', counted) into rows using tenant;
    total := total + rows;
  end loop;
  update tenancy.usage u set rows = total where u.tenant_id = tenant;
  return total;
end $$;
grant execute on function tenancy.count_rows(uuid) to bulkhead_platform;
