-- Has a job run again that failed or is in doubt, with all its tries. Answers whether there was one; not where a newer
-- job of its key waits.
create or replace function jobs.retry(job uuid, at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  update jobs.jobs j set state = 'waiting', due_at = at, attempts = 0, finished_at = null, cancelled_at = null
    where j.id = job and j.state in ('failed', 'in_doubt') and not exists (
      select from jobs.jobs newer
      where newer.kind = j.kind and newer.lane = j.lane and newer.unique_key = j.unique_key and newer.state = 'waiting');
  return found;
exception when unique_violation then
  return false;
end $$;
