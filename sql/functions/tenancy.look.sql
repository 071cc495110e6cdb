-- One look of a node at what happened in all tenants: what tenancy.changes_since tells, and behind it the signals that
-- this statement sees and a statement with the snapshot `old` did not, with who takes part in their conversation. Where
-- signals are the only thing new, it tells those behind the one row of the position.
-- The signals are read first: later on a tenant is entered, in which their policy shows none.
create or replace function tenancy.look(old text, after_row bigint, most integer)
returns table (snapshot text, final_row bigint, tenant_id uuid, id bigint, transaction_id text, table_name text,
  row_id uuid, operation text, row_version bigint, audience uuid, hearers uuid[], lines bigint,
  signal text, signalled_by uuid, read_seq bigint)
language plpgsql stable rows 10 security definer set search_path = '' set jit = off as $$
declare
  running xid8[] := array(select pg_snapshot_xip(old::pg_snapshot));
  next xid8 := pg_snapshot_xmax(old::pg_snapshot);
  signals tenancy.conversation_signals[];
begin
  signals := array(
    select s from tenancy.conversation_signals s
    where (s.transaction_id = any (running) or s.transaction_id >= next)
      and s.at > statement_timestamp() - tenancy.signal_lasts(s.kind));
  return query
    select c.snapshot, c.final_row, c.tenant_id, c.id, c.transaction_id, c.table_name, c.row_id, c.operation,
      c.row_version, c.audience, c.hearers, c.lines, null::text, null::uuid, null::bigint
    from tenancy.changes_since(old, after_row, null, most) c;
  if cardinality(signals) > 0 then
    return query
      select null::text, null::bigint, s.tenant_id, null::bigint, null::text, null::text, null::uuid, null::text,
        null::bigint, s.conversation_id, tenancy.hearers(s.tenant_id, 'conversations', s.conversation_id), null::bigint,
        s.kind, s.user_id, s.read_seq
      from unnest(signals) s;
  end if;
end $$;
grant execute on function tenancy.look(text, bigint, integer) to bulkhead_platform;
