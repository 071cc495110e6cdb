-- Cancels a job. Answers its state: cancelled; running, where this run goes on to its end and no other follows; null
-- where there is no job that waits or runs.
create or replace function jobs.cancel(job uuid, at timestamptz) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  found_state text;
begin
  update jobs.jobs j
    set cancelled_at = at,
      state = case when j.state = 'waiting' then 'cancelled' else j.state end,
      finished_at = case when j.state = 'waiting' then at end,
      encrypted = case when j.state = 'waiting' then null else j.encrypted end
    where j.id = job and j.state in ('waiting', 'running')
    returning j.state into found_state;
  return found_state;
end $$;
