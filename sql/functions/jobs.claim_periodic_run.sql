-- Claims a run for a node, where the last one began an interval ago and none is under way. Otherwise it answers when
-- the task is due. A time that lies further ahead than any run sets it is a wrong clock's, and holds nothing up.
create or replace function jobs.claim_periodic_run(
  task text, interval_ms bigint, node text, at timestamptz, lease_ms bigint,
  out claimed boolean, out due_at timestamptz, out succeeded_at timestamptz
)
language plpgsql security definer set search_path = '' as $$
declare
  every constant interval := make_interval(secs => interval_ms / 1000.0);
  lease constant interval := make_interval(secs => lease_ms / 1000.0);
begin
  insert into jobs.periodic_runs as r (task, interval_ms, node, started_at, lease_until)
  values (claim_periodic_run.task, claim_periodic_run.interval_ms, claim_periodic_run.node, at, at + lease)
  on conflict on constraint periodic_runs_pkey do update
    set interval_ms = excluded.interval_ms, node = excluded.node, started_at = excluded.started_at, finished_at = null,
      lease_until = excluded.lease_until
    where (r.started_at <= at - every or r.started_at > at + every) and (r.lease_until <= at or r.lease_until > at + lease)
  returning true, r.started_at, r.succeeded_at into claimed, due_at, succeeded_at;
  if claimed then return; end if;
  claimed := false;
  select greatest(r.started_at + every, r.lease_until), r.succeeded_at into due_at, succeeded_at
  from jobs.periodic_runs r where r.task = claim_periodic_run.task;
end $$;
