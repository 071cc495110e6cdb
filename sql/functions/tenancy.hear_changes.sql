-- Reads on in the change log, and makes the deliveries of the webhooks that hear of what is new there: all in one
-- statement with the position, so that each committed line is told once. Null where another node is at it. Where nothing
-- is new it writes nothing.
--   tables, things: what webhooks may hear of, by table, and its singular.
-- In another epoch (a backup that was restored, say), a snapshot tells nothing: then all lines behind the last final one
-- are read, and those that were told before have their delivery already.
create or replace function tenancy.hear_changes(tables text[], things text[]) returns bigint
language plpgsql security definer set search_path = '' set jit = off as $$
declare
  last record;
  here text := tenancy.log_epoch();
  made bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('tenancy.hear_changes')) then return null; end if;
  select p.snapshot, p.final_row, p.epoch into last from tenancy.webhook_position p;
  with new_lines as (
    select c.* from tenancy.unseen_changes(last.snapshot, null, last.final_row, 2147483647) c where last.epoch = here
    union all
    select c.* from tenancy.changes c where c.id > last.final_row and last.epoch <> here
  ), heard as (
    insert into tenancy.webhook_deliveries (tenant_id, id, owner_id, webhook_id, change_id, row_id, event_type)
    select w.tenant_id, tenancy.delivery_id(w.id, l.id), w.owner_id, w.id, l.id, l.row_id, e.type
    from new_lines l
      join unnest(tables, things) t (name, thing) on t.name = l.table_name
      cross join lateral (select tenancy.event_type(t.thing, l.operation, l.fields) as type) e
      join app.webhooks w on w.tenant_id = l.tenant_id and w.deleted_at is null and w.created_at <= l.changed_at
        and w.events && array['*', e.type]
    where l.audience is null and e.type is not null
    order by l.id
    on conflict do nothing
    returning 1
  ), moved as (
    update tenancy.webhook_position p set snapshot = n.snapshot::pg_snapshot, final_row = n.final_row, epoch = here
    from tenancy.log_position() n where p.only_row and (last.epoch <> here or exists (select from new_lines))
  )
  select count(*) into made from heard;
  return made;
end $$;
grant execute on function tenancy.hear_changes(text[], text[]) to bulkhead_platform;
