-- Lengthens the lease of a run, for the holder of its token. Answers whether the job is still the holder's.
create or replace function jobs.extend_lease(job uuid, token bigint, until timestamptz) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  update jobs.jobs j set lease_until = until where j.id = job and j.fence = token and j.state = 'running';
  return found;
end $$;
