-- The state of a job after a run that ended without success, and is to be tried again if it may be.
create or replace function jobs.state_to_try_again(job jobs.jobs, counts boolean) returns text
language sql immutable set search_path = '' as $$
  select case when job.cancelled_at is not null then 'cancelled' when counts and job.attempts >= job.max_tries then 'failed' else 'waiting' end
$$;
