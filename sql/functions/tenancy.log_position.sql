-- Where a reader of the change log is once it has all that this statement sees.
--   final_row: a number up to which all lines are final: the audit chain covers them.
create or replace function tenancy.log_position() returns table (snapshot text, final_row bigint)
language plpgsql stable rows 1 security definer set search_path = '' as $$
begin
  return query select pg_current_snapshot()::text,
    coalesce((select l.last_row from tenancy.chain_links l order by l.number desc limit 1), 0);
end $$;
grant execute on function tenancy.log_position() to bulkhead_platform;
