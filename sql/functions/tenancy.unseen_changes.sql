-- The lines of the change log that this statement sees and a statement with the snapshot `old` did not: those of
-- transactions that ran then, and of later ones. In one tenant, or in all where `of_tenant` is null. Nothing is skipped,
-- however late it commits, and no writer that stays open holds the others up.
--   after_row: a number up to which all lines were final at `old`; a bound for the search in one tenant.
-- Lines that a restored backup brought along may have numbers of transactions that are yet to come here: they are old.
create or replace function tenancy.unseen_changes(old pg_snapshot, of_tenant uuid, after_row bigint, most integer)
returns setof tenancy.changes
language plpgsql stable rows 10 set search_path = '' as $$
declare
  running xid8[] := array(select pg_snapshot_xip(old));
  next xid8 := pg_snapshot_xmax(pg_current_snapshot());
begin
  if of_tenant is null then
    return query
      (select c.* from tenancy.changes c where c.transaction_id = any (running) and c.id > after_row
      union all
      select c.* from tenancy.changes c
        where c.transaction_id >= pg_snapshot_xmax(old) and c.transaction_id < next and c.id > after_row)
      limit most;
  else
    return query
      select c.* from tenancy.changes c
      where c.tenant_id = of_tenant and c.id > after_row
        and (c.transaction_id = any (running)
          or c.transaction_id >= pg_snapshot_xmax(old) and c.transaction_id < next)
      limit most;
  end if;
end $$;
