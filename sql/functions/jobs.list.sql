-- Jobs, newest first, those before `before`; of a state, a kind, a tenant where one is named. No payload is told.
create or replace function jobs.list(of_state text, of_kind text, of_tenant uuid, before uuid, most bigint) returns table (
  id uuid, kind text, tenant_id uuid, state text, delivery text, due_at timestamptz, attempts bigint, max_tries bigint,
  lease_until timestamptz, unique_key text, last_error text, created_at timestamptz, finished_at timestamptz
)
language sql stable security definer set search_path = '' as $$
  select j.id, j.kind, j.tenant_id, j.state, j.delivery, j.due_at, j.attempts, j.max_tries, j.lease_until, j.unique_key,
    j.last_error, j.created_at, j.finished_at
  from jobs.jobs j
  where (of_state is null or j.state = of_state) and (of_kind is null or j.kind = of_kind)
    and (of_tenant is null or j.tenant_id = of_tenant) and (before is null or j.id < before)
  order by j.id desc limit most
$$;
