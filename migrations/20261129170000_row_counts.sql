-- Rows under a quota are counted by a trigger for each row. One for each statement that asks for a table of the new rows costs every
-- tenant: Postgres keeps that table whatever the trigger's `when` says.

-- Counts a new row where the tenant has a row quota. SQLSTATE BH429: that is too much.
-- The first row of a transaction locks the tenant's count and adds itself. The others are added up in a setting, which joins the count at the
-- commit: one update a row would read every version of the count that the transaction has made so far.
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

-- At the commit: writes down what was added up. Row security finds no row where the context is another tenant's by then.
create function tenancy.store_row_count() returns trigger
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

-- As before; the count is by row.
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

do $$
declare
  governed text;
begin
  for governed in select table_name from tenancy.classes
    where table_name like 'app.%' and class in ('shared', 'private', 'participants') loop
    execute format('drop trigger count_new_rows on %s', governed);
    execute format('create trigger count_new_rows after insert on %s for each row execute function tenancy.count_new_rows()',
      governed);
  end loop;
end $$;

-- Counts a tenant's rows anew, for a quota that is about to hold. The count is locked before the rows are read, so that what another
-- transaction has counted and not yet committed is among them.
create or replace function tenancy.count_rows(tenant uuid) returns bigint
language plpgsql volatile set search_path = '' as $$
declare
  counted text;
  rows bigint;
  total bigint := 0;
begin
  insert into tenancy.usage as u (tenant_id, rows) values (tenant, 0) on conflict (tenant_id) do update set rows = u.rows;
  for counted in select table_name from tenancy.classes where table_name like 'app.%' and class in ('shared', 'private', 'participants') loop
    execute format('select count(*) from %s where tenant_id = $1', counted) into rows using tenant;
    total := total + rows;
  end loop;
  update tenancy.usage u set rows = total where u.tenant_id = tenant;
  return total;
end $$;
