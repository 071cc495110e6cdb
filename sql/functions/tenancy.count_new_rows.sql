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
