-- What tenancy.hearers sees: who takes part in conversations of the tenant that a line is of. Where a user has entered, it shows
-- nothing, so that tenancy.enter_conversations sees that user's own participations by its policy alone.
create policy owner_finds_hearers on app.conversation_participants for select to bulkhead_owner
  using (tenant_id = current_setting('app.tenant_id')::uuid
    and coalesce(current_setting('app.user_id', true), '') = '');

-- What tenancy.log_position sees.
create policy owner_reads_links on tenancy.chain_links for select to bulkhead_owner using (number > 0);

-- Who may hear of a line of the change log: null for all members of its tenant.
create or replace function tenancy.hearers(tenant uuid, changed text, audience uuid) returns uuid[]
language plpgsql stable set search_path = '' as $$
declare
  kind text;
  taking_part uuid[];
  ignored text;
begin
  select c.class into kind from tenancy.classes c where c.table_name = 'app.' || changed;
  if kind = 'participants' then
    -- The policies ask which tenant is entered.
    ignored := set_config('app.tenant_id', tenant::text, true);
    select coalesce(array_agg(p.user_id), '{}') into taking_part from app.conversation_participants p
      where p.tenant_id = tenant and p.conversation_id = audience and p.deleted_at is null;
    return taking_part;
  elsif kind = 'private' then
    return array_remove(array[audience], null);
  end if;
  return case when audience is null then null else array[audience] end;
end $$;

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

-- Where a reader of the change log is once it has all that this statement sees.
--   final_row: a number up to which all lines are final: the audit chain covers them.
create or replace function tenancy.log_position() returns table (snapshot text, final_row bigint)
language plpgsql stable rows 1 security definer set search_path = '' as $$
begin
  return query select pg_current_snapshot()::text,
    coalesce((select l.last_row from tenancy.chain_links l order by l.number desc limit 1), 0);
end $$;
grant execute on function tenancy.log_position() to bulkhead_platform;

-- What happened since a position, for live updates: which row, and who may hear of it, and no value. The position that
-- it leads to stands in each row, and alone where nothing happened. Of a table with more than two hundred lines for the
-- same hearers, one line tells how many there are.
--   old, after_row: the position. of_tenant: null for all tenants. most: lines; there may be more behind them.
-- It is asked many times a second, and to compile it each time would take thirty times as long as to run it.
create or replace function tenancy.changes_since(old text, after_row bigint, of_tenant uuid, most integer)
returns table (snapshot text, final_row bigint, tenant_id uuid, id bigint, transaction_id text, table_name text,
  row_id uuid, operation text, row_version bigint, audience uuid, hearers uuid[], lines bigint)
language plpgsql stable rows 10 security definer set search_path = '' set jit = off as $$
begin
  return query
    with lines as (
      select c.tenant_id, c.id, c.transaction_id, c.table_name, c.row_id, c.row_version, c.audience,
        case when c.operation <> 'update' or not c.fields ? 'deleted_at' then c.operation
          when c.fields -> 'deleted_at' ->> 1 is null then 'restore' else 'delete' end as operation,
        count(*) over (partition by c.tenant_id, c.table_name, c.audience) as alike
      from tenancy.unseen_changes(old::pg_snapshot, of_tenant, after_row, most) c
    ), told as (
      select l.tenant_id, l.id, l.transaction_id, l.table_name, l.row_id, l.operation, l.row_version, l.audience,
        1::bigint as lines
      from lines l where l.alike <= 200
      union all
      select l.tenant_id, max(l.id), (max(l.transaction_id::text::numeric))::text::xid8, l.table_name, null, 'many', null,
        l.audience, count(*)
      from lines l where l.alike > 200 group by l.tenant_id, l.table_name, l.audience
    )
    select p.snapshot, p.final_row, t.tenant_id, t.id, t.transaction_id::text, t.table_name, t.row_id, t.operation,
      t.row_version, t.audience, tenancy.hearers(t.tenant_id, t.table_name, t.audience), t.lines
    from tenancy.log_position() p left join told t on true
    order by t.id;
end $$;
grant execute on function tenancy.changes_since(text, bigint, uuid, integer) to bulkhead_platform;

-- What tells this database from the one that it was restored from, where transactions have other numbers: the server,
-- its timeline, and the database.
create or replace function tenancy.log_epoch() returns text
language sql volatile set search_path = '' as $$
  select concat_ws(':', (select s.system_identifier from pg_control_system() s),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (select d.oid from pg_database d where d.datname = current_database()))
$$;
grant execute on function tenancy.log_epoch() to bulkhead_platform;

-- Which open streams of live updates have to end, by their place in the arrays: the session or the impersonation isn't
-- live, the user isn't a member any more, or the tenant is closed, suspended or asks for a second factor that the user lacks. The
-- rules of tenancy.enter and auth.is_live, for all streams of a node in one statement.
--   tokens, sessions: what each stream was opened by; one of the two is null. idle: how long a session lasts without a
--   request, to which an open stream doesn't count.
create or replace function tenancy.ended_streams(tokens bytea[], sessions uuid[], tenants uuid[], users uuid[],
  at timestamptz, idle_since timestamptz)
returns setof bigint
language plpgsql stable rows 1 security definer set search_path = '' set jit = off as $$
begin
  return query
    select o.place from unnest(tokens, sessions, tenants, users) with ordinality
      as o (token, session, tenant_id, user_id, place)
    where not case when o.token is null
        then exists (
          select from auth.sessions s join auth.users u on u.id = s.user_id
          where s.id = o.session and s.token_hash is null and s.user_id = o.user_id
            and auth.is_live(s, u, at, idle_since) and not s.pending)
        else exists (
          select from auth.sessions s join auth.users u on u.id = s.user_id
          where s.token_hash = o.token and s.user_id = o.user_id and auth.is_live(s, u, at, idle_since)
            and not s.pending)
          or exists (
          select from tenancy.impersonation(o.token, at, idle_since) i
          where i.tenant_id = o.tenant_id and i.user_id = o.user_id)
        end
      or not exists (
        select from tenancy.memberships m
          join tenancy.tenants t on t.id = m.tenant_id and t.tenant_id = m.tenant_id and t.deleted_at is null
        where m.tenant_id = o.tenant_id and m.user_id = o.user_id and t.suspended_at is null
          and (not t.require_second_factor or auth.has_second_factor(m.user_id)));
end $$;
grant execute on function tenancy.ended_streams(bytea[], uuid[], uuid[], uuid[], timestamptz, timestamptz)
  to bulkhead_platform;
