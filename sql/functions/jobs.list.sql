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
