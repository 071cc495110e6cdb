-- The last run of each periodic task, over all nodes; and which node runs next the tasks that one node runs at a time.
create table jobs.periodic_runs (
  task text primary key constraint periodic_runs_task_form check (task ~ '^[a-z][a-z0-9_]{0,62}$'),
  interval_ms bigint not null constraint periodic_runs_interval_positive check (interval_ms > 0),
  -- Of the run that began last.
  node text not null constraint periodic_runs_node_length check (char_length(node) between 1 and 300),
  started_at timestamptz not null,
  -- Null while it runs, and for ever where its node didn't survive it.
  finished_at timestamptz,
  -- Until when no other node takes the task; its node extends it while it runs.
  lease_until timestamptz not null,
  -- Of the run that ended last.
  duration_ms bigint,
  rows bigint,
  error text constraint periodic_runs_error_length check (char_length(error) <= 1000),
  -- When the last run that succeeded began.
  succeeded_at timestamptz
);

-- No role of the server has a privilege on the table: the functions below are the only way, and run as the owner.
insert into tenancy.classes (table_name, class) values ('jobs.periodic_runs', 'internal');
alter table jobs.periodic_runs enable row level security;
alter table jobs.periodic_runs force row level security;
create policy owner_records_runs on jobs.periodic_runs to bulkhead_owner using (true) with check (true);

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
grant execute on function jobs.claim_periodic_run(text, bigint, text, timestamptz, bigint) to bulkhead_platform;

-- Keeps a run its node's until then; false where it has lost it.
create or replace function jobs.extend_periodic_run(task text, node text, started_at timestamptz, lease_until timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update jobs.periodic_runs r set lease_until = extend_periodic_run.lease_until
  where r.task = extend_periodic_run.task and r.node = extend_periodic_run.node
    and r.started_at = extend_periodic_run.started_at and r.finished_at is null;
  return found;
end $$;
grant execute on function jobs.extend_periodic_run(text, text, timestamptz, timestamptz) to bulkhead_platform;

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
grant execute on function jobs.record_periodic_run(text, bigint, text, timestamptz, bigint, bigint, text, boolean)
  to bulkhead_platform;

create or replace function jobs.list_periodic_runs() returns table (
  task text, interval_ms bigint, node text, started_at timestamptz, finished_at timestamptz, lease_until timestamptz,
  duration_ms bigint, rows bigint, error text, succeeded_at timestamptz
)
language sql stable security definer set search_path = '' as $$
  select r.task, r.interval_ms, r.node, r.started_at, r.finished_at, r.lease_until, r.duration_ms, r.rows, r.error, r.succeeded_at
  from jobs.periodic_runs r order by r.task
$$;
grant execute on function jobs.list_periodic_runs() to bulkhead_platform;
