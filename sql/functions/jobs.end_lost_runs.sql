-- Takes the jobs back whose lease ran out: their node is gone, or hangs. One that is to run at least once is due again,
-- unless it was its last try; of one that is to run at most once, it can't be known what was done, and it is never due
-- again.
create or replace function jobs.end_lost_runs(at timestamptz) returns table (kind text, state text)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  lost jobs.jobs;
begin
  for lost in
    select l.* from jobs.jobs l where l.state = 'running' and l.lease_until <= at order by l.lease_until limit 500 for update skip locked
  loop
    kind := lost.kind;
    state := case lost.delivery when 'at_most_once' then 'in_doubt' else jobs.state_to_try_again(lost, true) end;
    update jobs.jobs j
      set state = end_lost_runs.state, lease_until = null, last_error = 'the lease ran out during a run',
        finished_at = case when end_lost_runs.state <> 'waiting' then at end,
        encrypted = case when end_lost_runs.state <> 'cancelled' then j.encrypted end
      where j.id = lost.id;
    return next;
  end loop;
end $$;
