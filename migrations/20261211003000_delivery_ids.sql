-- The id of the delivery of an event to a webhook, which is the same however often it is made. A restored backup gives the numbers
-- of lines that it lacks to others: the time tells them apart. (The function without the time stays for nodes of the version before.)
create or replace function tenancy.delivery_id(webhook uuid, change_id bigint, changed_at timestamptz) returns uuid
language sql immutable set search_path = '' as $$
  select left(encode(sha256(convert_to(concat_ws(':', webhook, change_id, extract(epoch from changed_at)), 'UTF8')), 'hex'), 32)::uuid
$$;
grant execute on function tenancy.delivery_id(uuid, bigint, timestamptz) to bulkhead_app;

-- Reads on in the change log, and makes the deliveries of the webhooks that hear of what is new there: all in one
-- statement with the position, so that each committed line is told once. Null where another node is at it. Where nothing
-- is new it writes nothing.
--   tables, things: what webhooks may hear of, by table, and its singular.
-- It takes ten thousand lines at a time, in their order, so that it ends in time after an import. The position stays until
-- all parts are read, and then goes to what was seen when the first part was: what committed meanwhile is read again, and
-- has its delivery already where a part took it along.
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
  select p.snapshot, p.final_row, p.epoch, p.target, p.target_final_row, p.read_up_to into last
    from tenancy.webhook_position p where p.target_epoch = here;
  if not found then
    select p.snapshot, p.final_row, p.epoch, null::pg_snapshot as target, null::bigint as target_final_row,
      0::bigint as read_up_to into last from tenancy.webhook_position p;
  end if;
  with new_lines as (
    select c.* from (
      select u.* from tenancy.unseen_changes(last.snapshot, null, greatest(last.final_row, last.read_up_to), 2147483647) u
        where last.epoch = here
      union all
      select a.* from tenancy.changes a
        where a.id > greatest(last.final_row, last.read_up_to) and last.epoch <> here) c
    order by c.id limit 10000
  ), heard as (
    insert into tenancy.webhook_deliveries (tenant_id, id, owner_id, webhook_id, change_id, row_id, event_type)
    select w.tenant_id, tenancy.delivery_id(w.id, l.id, l.changed_at), w.owner_id, w.id, l.id, l.row_id, e.type
    from new_lines l
      join unnest(tables, things) t (name, thing) on t.name = l.table_name
      cross join lateral (select tenancy.event_type(t.thing, l.operation, l.fields) as type) e
      join app.webhooks w on w.tenant_id = l.tenant_id and w.deleted_at is null and w.created_at <= l.changed_at
        and w.events && array['*', e.type]
    where l.audience is null and e.type is not null
    order by l.id
    on conflict do nothing
    returning 1
  ), part as (
    select count(*) < 10000 as is_last, count(*) = 0 as is_empty, max(l.id) as last_row from new_lines l
  ), seen as (
    select coalesce(last.target, n.snapshot::pg_snapshot) as snapshot,
      coalesce(last.target_final_row, n.final_row) as final_row
    from tenancy.log_position() n
  ), moved as (
    update tenancy.webhook_position p set
      snapshot = case when part.is_last then seen.snapshot else p.snapshot end,
      final_row = case when part.is_last then seen.final_row else p.final_row end,
      epoch = case when part.is_last then here else p.epoch end,
      target = case when not part.is_last then seen.snapshot end,
      target_final_row = case when not part.is_last then seen.final_row end,
      target_epoch = case when not part.is_last then here end,
      read_up_to = case when part.is_last then 0 else part.last_row end
    from part, seen
    where not part.is_empty or last.epoch <> here or last.target is not null
  )
  select count(*) into made from heard;
  return made;
end $$;
grant execute on function tenancy.hear_changes(text[], text[]) to bulkhead_platform;
