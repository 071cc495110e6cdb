-- Counts a message by all of these limits, or by none where one refuses it. Limits that several messages share come
-- in one order (address, sender, tenant, client), so that no two transactions wait for each other.
--   refused_by: the position of the first limit that is reached; null: the message is admitted.
--   retry_at: when that limit may admit it.
create or replace function auth.admit_message(
  scopes text[], keys bytea[], windows bigint[], mosts bigint[], gaps bigint[], counted_at timestamptz,
  out refused_by integer, out retry_at timestamptz
)
language plpgsql as $$
declare
  start timestamptz;
begin
  -- A block with a handler is a savepoint: what was counted before the refusal is undone.
  begin
    for position in 1 .. cardinality(scopes) loop
      if not auth.admit(scopes[position], keys[position], counted_at,
        counted_at - make_interval(secs => windows[position]), mosts[position], null,
        case when gaps[position] > 0 then counted_at - make_interval(secs => gaps[position]) end)
      then
        refused_by := position;
        raise exception 'a limit is reached' using errcode = 'BH430';
      end if;
    end loop;
  exception when sqlstate 'BH430' then null;
  end;
  if refused_by is null then return; end if;
  start := counted_at - make_interval(secs => windows[refused_by]);
  select greatest(
      -- The oldest of those that fill the window leaves it.
      (select t + make_interval(secs => windows[refused_by]) from unnest(a.recent) t where t > start
       order by t desc offset mosts[refused_by] - 1 limit 1),
      a.last_at + make_interval(secs => gaps[refused_by]))
    into retry_at
    from auth.attempts a where a.scope = scopes[refused_by] and a.key = keys[refused_by];
  -- Housekeeping may have deleted the row meanwhile.
  retry_at := greatest(retry_at, counted_at + interval '1 second');
end $$;
grant execute on function auth.admit_message(text[], bytea[], bigint[], bigint[], bigint[], timestamptz)
  to bulkhead_auth;
