-- For how long a signal of this kind is told.
create or replace function tenancy.signal_lasts(kind text) returns interval
language sql immutable set search_path = '' as $$
  select case kind when 'typing' then interval '5 seconds' else interval '30 seconds' end
$$;

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

-- Deletes signals that are told no more, at most `most` of them, and answers how many.
create or replace function tenancy.forget_signals(most integer) returns bigint
language plpgsql security definer set search_path = '' set jit = off as $$
declare
  forgotten bigint;
begin
  delete from tenancy.conversation_signals s
    where s.at <= statement_timestamp() - tenancy.signal_lasts(s.kind)
      and (s.tenant_id, s.conversation_id, s.user_id, s.kind) in (
        select o.tenant_id, o.conversation_id, o.user_id, o.kind from tenancy.conversation_signals o
        where o.at <= statement_timestamp() - tenancy.signal_lasts(o.kind) limit most);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
grant execute on function tenancy.forget_signals(integer) to bulkhead_platform;

-- Notes that these users have a stream of events open in these tenants; where it was noted within the last fifty seconds,
-- by any node, it writes nothing. The order keeps nodes from waiting for each other in a circle.
create or replace function tenancy.note_presence(tenants uuid[], users uuid[]) returns void
language plpgsql security definer set search_path = '' set jit = off as $$
begin
  insert into tenancy.presence (tenant_id, user_id, seen_at)
    select m.tenant_id, m.user_id, statement_timestamp()
    from (select distinct * from unnest(tenants, users) u (tenant_id, user_id)) o
      join tenancy.memberships m on m.tenant_id = o.tenant_id and m.user_id = o.user_id
    where not exists (
      select from tenancy.presence p
      where p.tenant_id = o.tenant_id and p.user_id = o.user_id
        and p.seen_at > statement_timestamp() - interval '50 seconds')
    order by m.tenant_id, m.user_id
  on conflict (tenant_id, user_id) do update set seen_at = excluded.seen_at;
end $$;
grant execute on function tenancy.note_presence(uuid[], uuid[]) to bulkhead_platform;

-- Deletes the presence of users who had no stream open for six minutes, at most `most` rows, and answers how many.
create or replace function tenancy.forget_presence(most integer) returns bigint
language plpgsql security definer set search_path = '' set jit = off as $$
declare
  forgotten bigint;
begin
  delete from tenancy.presence p
    where p.seen_at <= statement_timestamp() - interval '6 minutes'
      and (p.tenant_id, p.user_id) in (
        select o.tenant_id, o.user_id from tenancy.presence o
        where o.seen_at <= statement_timestamp() - interval '6 minutes' limit most);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
grant execute on function tenancy.forget_presence(integer) to bulkhead_platform;
