-- Records the end of a run. A run that another node has taken over meanwhile is the other's to end; of a task that each
-- node runs, the row has the run that ended last.
create or replace function jobs.record_periodic_run(
  task text, interval_ms bigint, node text, started_at timestamptz, duration_ms bigint, rows bigint, error text, is_claimed boolean
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  ended constant timestamptz := record_periodic_run.started_at + make_interval(secs => record_periodic_run.duration_ms / 1000.0);
  succeeded constant timestamptz := case when record_periodic_run.error is null then record_periodic_run.started_at end;
begin
  if is_claimed then
    update jobs.periodic_runs r
    set finished_at = ended, lease_until = ended, duration_ms = record_periodic_run.duration_ms, rows = record_periodic_run.rows,
      error = record_periodic_run.error, succeeded_at = coalesce(succeeded, r.succeeded_at)
    where r.task = record_periodic_run.task and r.node = record_periodic_run.node and r.started_at = record_periodic_run.started_at;
    return;
  end if;
  insert into jobs.periodic_runs as r (
    task, interval_ms, node, started_at, finished_at, lease_until, duration_ms, rows, error, succeeded_at)
  values (
    record_periodic_run.task, record_periodic_run.interval_ms, record_periodic_run.node, record_periodic_run.started_at, ended, ended,
    record_periodic_run.duration_ms, record_periodic_run.rows, record_periodic_run.error, succeeded)
  on conflict on constraint periodic_runs_pkey do update
    set interval_ms = excluded.interval_ms, node = excluded.node, started_at = excluded.started_at, finished_at = excluded.finished_at,
      lease_until = excluded.lease_until, duration_ms = excluded.duration_ms, rows = excluded.rows, error = excluded.error,
      succeeded_at = coalesce(excluded.succeeded_at, r.succeeded_at);
end $$;
