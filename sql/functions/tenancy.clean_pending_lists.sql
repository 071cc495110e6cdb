-- Moves the pending entries of the search indexes into them; answers how many pages that took, 0 where another
-- session is at it. Runs as its owner: only an index's owner may. Little memory means small steps, and a finished
-- step stays done where the statement is cancelled.
create or replace function tenancy.clean_pending_lists() returns bigint
language plpgsql volatile security definer set search_path = '' set maintenance_work_mem = '4MB' as $$
declare
  listed regclass;
  pages bigint := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('pending lists', 0)) then return 0; end if;
  for listed in select c.oid from pg_class c join pg_am a on a.oid = c.relam join pg_index i on i.indexrelid = c.oid
      where a.amname = 'gin' and c.relkind = 'i' and c.relpersistence = 'p' and i.indisvalid
        and c.relowner = current_user::regrole loop
    pages := pages + gin_clean_pending_list(listed);
  end loop;
  return pages;
end $$;
grant execute on function tenancy.clean_pending_lists() to bulkhead_platform;
