-- Deletes the change log of a tenant that was closed thirty days ago; answers the numbers of the deleted lines.
-- Runs as its owner: the log is append-only for every role of the server.
create or replace function tenancy.purge_changes(tenant uuid) returns int8multirange
language sql volatile security definer set search_path = '' as $$
  with gone as (delete from tenancy.changes where tenant_id = tenant returning id)
  select coalesce(range_agg(int8range(id, id, '[]')), '{}') from gone
$$;
grant execute on function tenancy.purge_changes(uuid) to bulkhead_platform;
