-- The owners of rows that have been in the trash of a private table for more than `days` days.
-- Runs as its owner: no policy shows a job the private rows of all users. It answers users' ids of the tenant that
-- the job is in.
create or replace function tenancy.owners_of_trash(emptied text, tenant uuid, days integer) returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  private text;
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid
      or current_setting('app.job', true) is distinct from 'empty_trash' then
    raise exception 'not the job that empties the trash of this tenant' using errcode = 'insufficient_privilege';
  end if;
  select c.table_name into strict private from tenancy.classes c where c.table_name = emptied and c.class = 'private';
  return query execute format('select distinct owner_id from %s
    where tenant_id = $1 and deleted_at < statement_timestamp() - make_interval(days => $2)', private)
    using tenant, days;
end $$;
grant execute on function tenancy.owners_of_trash(text, uuid, integer) to bulkhead_app;
