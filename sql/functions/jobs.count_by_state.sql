-- How many jobs wait, run, failed or are in doubt, by kind, and since when the oldest of those that wait is due. The
-- other states are of jobs that are over and need no act.
create or replace function jobs.count_by_state(at timestamptz) returns table (kind text, state text, count bigint, oldest_due_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select j.kind, j.state, count(*), min(j.due_at) filter (where j.state = 'waiting' and j.due_at <= at)
  from jobs.jobs j where j.state in ('waiting', 'running', 'failed', 'in_doubt')
  group by j.kind, j.state order by j.kind, j.state
$$;
