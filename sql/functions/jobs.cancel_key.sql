-- Cancels by key, in the tenant of the unit of work. Answers whether the job waited; one that runs isn't tried again.
create or replace function jobs.cancel_key(kind text, unique_key text, at timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  of_lane constant uuid := coalesce(nullif(current_setting('app.tenant_id', true), '')::uuid, '00000000-0000-0000-0000-000000000000');
  waited boolean;
begin
  perform from jobs.jobs j
    where j.kind = cancel_key.kind and j.lane = of_lane and j.unique_key = cancel_key.unique_key
      and j.state in ('waiting', 'running') for update;
  update jobs.jobs j set cancelled_at = cancel_key.at
    where j.kind = cancel_key.kind and j.lane = of_lane and j.unique_key = cancel_key.unique_key and j.state = 'running';
  update jobs.jobs j set state = 'cancelled', cancelled_at = cancel_key.at, finished_at = cancel_key.at, encrypted = null
    where j.kind = cancel_key.kind and j.lane = of_lane and j.unique_key = cancel_key.unique_key and j.state = 'waiting';
  waited := found;
  return waited;
end $$;
