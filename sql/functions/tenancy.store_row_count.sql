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
