-- Ends a run, for the holder of the token of its claim. Answers the job's state; null where the token is an old one, or
-- the job no longer runs, and then nothing is changed.
--   outcome: done; retry, again at `due`, unless it was the last try or the job was replaced or cancelled; failed; in_doubt, where it
--   can't be known whether the act was done; released, to run at once elsewhere, as if the run had not begun.
create or replace function jobs.end_run(job uuid, token bigint, outcome text, at timestamptz, due timestamptz, error text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  run jobs.jobs;
  ended text;
begin
  -- Locked before it is judged: a unit of work that replaces the job may be under way.
  select j.* into run from jobs.jobs j where j.id = job and j.fence = token and j.state = 'running' for update;
  if not found then return null; end if;
  case outcome
    when 'done', 'failed', 'in_doubt' then ended := outcome;
    when 'retry', 'released' then ended := jobs.state_to_try_again(run, outcome = 'retry');
  end case;
  update jobs.jobs j
    set state = ended, lease_until = null,
      finished_at = case when ended <> 'waiting' then at end,
      encrypted = case when ended not in ('done', 'cancelled') then j.encrypted end,
      attempts = j.attempts - case when outcome = 'released' then 1 else 0 end,
      due_at = case when outcome = 'retry' then due else j.due_at end,
      last_error = case when outcome in ('done', 'released') then j.last_error else left(error, 1000) end
    where j.id = job;
  return ended;
end $$;
