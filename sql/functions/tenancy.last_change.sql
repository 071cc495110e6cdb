-- The highest number that a row of the change log may have at this moment.
create or replace function tenancy.last_change() returns bigint
language sql volatile security definer set search_path = '' as $$
  select case when is_called then last_value else 0 end from tenancy.changes_id_seq
$$;
grant execute on function tenancy.last_change() to bulkhead_platform;
