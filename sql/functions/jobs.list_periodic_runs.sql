create or replace function jobs.list_periodic_runs() returns table (
  task text, interval_ms bigint, node text, started_at timestamptz, finished_at timestamptz, lease_until timestamptz,
  duration_ms bigint, rows bigint, error text, succeeded_at timestamptz
)
language sql stable security definer set search_path = '' as $$
  select r.task, r.interval_ms, r.node, r.started_at, r.finished_at, r.lease_until, r.duration_ms, r.rows, r.error, r.succeeded_at
  from jobs.periodic_runs r order by r.task
$$;
