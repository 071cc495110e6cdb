-- Private rows leave the bin whatever has become of their owner: a viewer, or somebody who is no member any more.

-- Whose rows have been in the bin of a private table for more than so many days. No policy shows a job the rows of everybody, so it
-- runs as its owner; it tells users' ids of the tenant that the job is in, and nothing else.
create function tenancy.owners_of_bin(emptied text, tenant uuid, days integer) returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  private text;
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid or current_setting('app.job', true) is distinct from 'empty_bin' then
    raise exception 'not the job that empties the bins of this tenant' using errcode = 'insufficient_privilege';
  end if;
  select c.table_name into strict private from tenancy.classes c where c.table_name = emptied and c.class = 'private';
  return query execute format('select distinct owner_id from %s
    where tenant_id = $1 and deleted_at < statement_timestamp() - make_interval(days => $2)', private) using tenant, days;
end $$;
grant execute on function tenancy.owners_of_bin(text, uuid, integer) to bulkhead_app;

-- As before; the owners of a private table's bin can be found.
create or replace function tenancy.empty_bin_of(emptied regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy emptied_by_job on %s as restrictive for delete to bulkhead_app
    using (deleted_at is not null and current_setting(''app.job'', true) = ''empty_bin'')', emptied);
  execute format('grant delete on %s to bulkhead_app', emptied);
  execute format('create index %I on %s (tenant_id, deleted_at) where deleted_at is not null',
    (select relname from pg_class where oid = emptied) || '_bin', emptied);
  if exists (select from tenancy.classes c where c.table_name::regclass = emptied and c.class = 'private') then
    perform tenancy.show_bin_of(emptied);
  end if;
end $$;

-- Lets tenancy.owners_of_bin see what is in the bin, in the tenant that the context names.
create function tenancy.show_bin_of(emptied regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy owner_finds_bin on %s for select to bulkhead_owner
    using (tenant_id = current_setting(''app.tenant_id'')::uuid and deleted_at is not null)', emptied);
end $$;
select tenancy.show_bin_of('app.favourites');
