-- Keeps a run its node's until then; false where it has lost it.
create or replace function jobs.extend_periodic_run(task text, node text, started_at timestamptz, lease_until timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update jobs.periodic_runs r set lease_until = extend_periodic_run.lease_until
  where r.task = extend_periodic_run.task and r.node = extend_periodic_run.node
    and r.started_at = extend_periodic_run.started_at and r.finished_at is null;
  return found;
end $$;
