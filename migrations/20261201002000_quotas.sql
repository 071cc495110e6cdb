-- How many rows a tenant with a row quota has. Kept from when the quota is set; without one, nothing is counted.
create table tenancy.usage (
  tenant_id uuid primary key constraint usage_tenant references tenancy.tenants (id) on delete cascade,
  rows bigint not null
);
insert into tenancy.classes (table_name, class) values ('tenancy.usage', 'shared');
select tenancy.force_row_security('tenancy.usage');
select tenancy.isolate('tenancy.usage', 'shared');
create policy platform_counts_reads on tenancy.usage for select to bulkhead_platform using (true);
create policy platform_counts_first on tenancy.usage for insert to bulkhead_platform with check (true);
create policy platform_counts on tenancy.usage for update to bulkhead_platform using (true) with check (true);
grant select, update on tenancy.usage to bulkhead_app;
grant select, insert, update on tenancy.usage to bulkhead_platform;

-- Trigger: counts a new row where the tenant has a row quota. SQLSTATE BH429: the quota is used up.
-- The first row of a transaction locks the tenant's count and adds itself. The others add up in a setting, which
-- joins the count at the commit: one update a row would read every version of the count that the transaction has made
-- so far.
create or replace function tenancy.count_new_rows() returns trigger
language plpgsql as $$
declare
  total bigint;
begin
  if coalesce(current_setting('app.row_quota', true), '') = '' then return null; end if;
  total := nullif(current_setting('app.rows_counted', true), '')::bigint + 1;
  if total is null then
    update tenancy.usage set rows = rows + 1
      where tenant_id = current_setting('app.tenant_id')::uuid returning rows into total;
  end if;
  if total > current_setting('app.row_quota')::bigint then
    raise exception 'the tenant has all its rows' using errcode = 'BH429';
  end if;
  perform set_config('app.rows_counted', total::text, true);
  return null;
end $$;
grant execute on function tenancy.count_new_rows() to bulkhead_app;

-- Trigger, at the commit: stores what tenancy.count_new_rows added up. Row-level security finds no row where the
-- context is another tenant's by then.
create or replace function tenancy.store_row_count() returns trigger
language plpgsql as $$
declare
  total bigint := nullif(current_setting('app.rows_counted', true), '')::bigint;
begin
  if total is null then return null; end if;
  perform set_config('app.rows_counted', '', true);
  if total = new.rows then return null; end if;
  update tenancy.usage set rows = total where tenant_id = new.tenant_id;
  if not found then
    raise exception 'the rows of a transaction were counted in another tenant' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;

create constraint trigger store_row_count after update on tenancy.usage
  deferrable initially deferred for each row execute function tenancy.store_row_count();

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
