-- Claiming jobs and ending their runs: by bulkhead_platform alone, which does what reaches over tenants.

-- The tenant whose turn is next after another's, of those that have a job of the kind waiting; after the last one none.
create or replace function jobs.next_lane(of_kind text, after uuid) returns uuid
language plpgsql stable set search_path = '' as $$
begin
  if after is null then
    return (select j.lane from jobs.jobs j where j.kind = of_kind and j.state = 'waiting' order by j.lane limit 1);
  end if;
  return (
    select j.lane from jobs.jobs j where j.kind = of_kind and j.state = 'waiting' and j.lane > after order by j.lane limit 1);
end $$;

-- Takes jobs that are due, for one node: of each kind at most as many as the node has places for (`mosts`), as the
-- installation has (`limits`), and as each tenant has (`tenant_limits`); at most `places` over all kinds. `leases` are
-- in milliseconds. Tenants take turns: the next one after the last that was served gives one job, then the one after
-- it. A kind that another node is claiming at this moment is left to that node.
create or replace function jobs.claim(
  kinds text[], mosts bigint[], limits bigint[], tenant_limits bigint[], leases bigint[], places bigint, at timestamptz
) returns table (
  id uuid, kind text, tenant_id uuid, payload jsonb, encrypted bytea, attempts bigint, fence bigint, due_at timestamptz,
  lease_until timestamptz, created_at timestamptz
)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  -- Tenants that one claim looks at, of a kind; the next claim goes on after them.
  most_lanes constant integer := 2000;
  installation constant uuid := '00000000-0000-0000-0000-000000000000';
  free_places bigint := places;
  of_kind text;
  free bigint;
  served uuid;
  turn uuid;
  without_job_since uuid;
begin
  for position in 1 .. cardinality(kinds) loop
    of_kind := kinds[position];
    exit when free_places <= 0;
    continue when mosts[position] <= 0 or not exists (
      select from jobs.jobs j where j.kind = of_kind and j.state = 'waiting' and j.due_at <= at);
    insert into jobs.rotations (kind) select of_kind
      where not exists (select from jobs.rotations r where r.kind = of_kind) on conflict do nothing;
    select r.lane into served from jobs.rotations r where r.kind = of_kind for update skip locked;
    continue when not found;
    free := least(free_places, mosts[position],
      limits[position] - (select count(*) from jobs.jobs j where j.kind = of_kind and j.state = 'running'));
    without_job_since := null;
    for looked_at in 1 .. most_lanes loop
      exit when free <= 0;
      turn := coalesce(jobs.next_lane(of_kind, served), jobs.next_lane(of_kind, null));
      exit when turn is null;
      served := turn;
      if turn = installation or tenant_limits[position] >
        (select count(*) from jobs.jobs j where j.kind = of_kind and j.lane = turn and j.state = 'running')
      then
        return query
          update jobs.jobs j set state = 'running', attempts = j.attempts + 1, fence = j.fence + 1,
            lease_until = at + make_interval(secs => leases[position] / 1000.0)
          where j.id = (
            select d.id from jobs.jobs d where d.kind = of_kind and d.lane = turn and d.state = 'waiting' and d.due_at <= at
            order by d.due_at, d.id limit 1 for update skip locked)
          returning j.id, j.kind, j.tenant_id, j.payload, j.encrypted, j.attempts, j.fence, j.due_at, j.lease_until, j.created_at;
        if found then
          free := free - 1;
          free_places := free_places - 1;
          without_job_since := null;
          continue;
        end if;
      end if;
      exit when without_job_since = turn;
      without_job_since := coalesce(without_job_since, turn);
    end loop;
    update jobs.rotations r set lane = served where r.kind = of_kind;
  end loop;
end $$;
grant execute on function jobs.claim(text[], bigint[], bigint[], bigint[], bigint[], bigint, timestamptz) to bulkhead_platform;

-- The state of a job after a run that ended without success, and is to be tried again if it may be.
create or replace function jobs.state_to_try_again(job jobs.jobs, counts boolean) returns text
language sql immutable set search_path = '' as $$
  select case when job.cancelled_at is not null then 'cancelled' when counts and job.attempts >= job.max_tries then 'failed' else 'waiting' end
$$;

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
grant execute on function jobs.end_run(uuid, bigint, text, timestamptz, timestamptz, text) to bulkhead_platform;

-- Lengthens the lease of a run, for the holder of its token. Answers whether the job is still the holder's.
create or replace function jobs.extend_lease(job uuid, token bigint, until timestamptz) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  update jobs.jobs j set lease_until = until where j.id = job and j.fence = token and j.state = 'running';
  return found;
end $$;
grant execute on function jobs.extend_lease(uuid, bigint, timestamptz) to bulkhead_platform;

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
grant execute on function jobs.end_lost_runs(timestamptz) to bulkhead_platform;
