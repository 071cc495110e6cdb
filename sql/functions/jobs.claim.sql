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
