-- What operators do with jobs, and the housekeeping: by bulkhead_platform alone.

-- Jobs, newest first, those before `before`; of a state, a kind, a tenant where one is named. No payload is told.
create or replace function jobs.list(of_state text, of_kind text, of_tenant uuid, before uuid, most bigint) returns table (
  id uuid, kind text, tenant_id uuid, state text, delivery text, due_at timestamptz, attempts bigint, max_tries bigint,
  lease_until timestamptz, unique_key text, last_error text, created_at timestamptz, finished_at timestamptz
)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if of_state is not null then
    return query
      select j.id, j.kind, j.tenant_id, j.state, j.delivery, j.due_at, j.attempts, j.max_tries, j.lease_until, j.unique_key,
        j.last_error, j.created_at, j.finished_at
      from jobs.jobs j
      where j.state = of_state and j.id < coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        and (of_kind is null or j.kind = of_kind) and (of_tenant is null or j.tenant_id = of_tenant)
      order by j.id desc limit most;
    return;
  end if;
  return query
    select j.id, j.kind, j.tenant_id, j.state, j.delivery, j.due_at, j.attempts, j.max_tries, j.lease_until, j.unique_key,
      j.last_error, j.created_at, j.finished_at
    from jobs.jobs j
    where j.id < coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      and (of_kind is null or j.kind = of_kind) and (of_tenant is null or j.tenant_id = of_tenant)
    order by j.id desc limit most;
end $$;
grant execute on function jobs.list(text, text, uuid, uuid, bigint) to bulkhead_platform;

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
grant execute on function jobs.retry(uuid, timestamptz) to bulkhead_platform;

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
grant execute on function jobs.cancel(uuid, timestamptz) to bulkhead_platform;

-- Since when the oldest job of each of these kinds is due.
create or replace function jobs.oldest_due(kinds text[], at timestamptz) returns table (kind text, due_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select k.kind, oldest.due_at
  from unnest(kinds) k (kind), lateral (
    select j.due_at from jobs.jobs j where j.kind = k.kind and j.state = 'waiting' and j.due_at <= at order by j.due_at limit 1) oldest
$$;
grant execute on function jobs.oldest_due(text[], timestamptz) to bulkhead_platform;

-- Deletes jobs that ended before a time, at most so many. Answers how many.
create or replace function jobs.sweep(ended_before timestamptz, most bigint) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  swept bigint;
begin
  delete from jobs.jobs where id in (
    select j.id from jobs.jobs j where j.finished_at < ended_before order by j.finished_at limit most for update skip locked);
  get diagnostics swept = row_count;
  return swept;
end $$;
grant execute on function jobs.sweep(timestamptz, bigint) to bulkhead_platform;

-- Deletes all jobs of a tenant, for the removal of a closed one.
create or replace function jobs.forget_tenant(tenant uuid) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  forgotten bigint;
begin
  delete from jobs.jobs j where j.tenant_id = tenant;
  get diagnostics forgotten = row_count;
  update jobs.rotations r set lane = null where r.lane = tenant;
  return forgotten;
end $$;
grant execute on function jobs.forget_tenant(uuid) to bulkhead_platform;
-- How many jobs wait, run, failed or are in doubt, by kind, and since when the oldest of those that wait is due. The
-- other states are of jobs that are over and need no act.
create or replace function jobs.count_by_state(at timestamptz) returns table (kind text, state text, count bigint, oldest_due_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select j.kind, j.state, count(*), min(j.due_at) filter (where j.state = 'waiting' and j.due_at <= at)
  from jobs.jobs j where j.state in ('waiting', 'running', 'failed', 'in_doubt')
  group by j.kind, j.state order by j.kind, j.state
$$;
grant execute on function jobs.count_by_state(timestamptz) to bulkhead_platform;
