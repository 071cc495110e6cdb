-- The phones of open tenants with attempts that are due, by kind: at most `most` of those after a phone of a tenant, in
-- the order of tenants. It steps from phone to phone, whatever the number of a phone's attempts.
-- Runs as its owner: no policy shows the dispatcher the rows of all tenants. It tells ids.
create or replace function tenancy.due_attempts(after_tenant uuid, after_phone uuid, most integer)
returns table (tenant_id uuid, phone_id uuid, kind text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    with recursive walked (tenant_id, phone_id, kind) as (
      (select a.tenant_id, a.phone_id, a.kind from app.attempts a
       where a.state = 'planned' and (a.tenant_id, a.phone_id) > (after_tenant, after_phone)
       order by a.tenant_id, a.phone_id, a.kind limit 1)
      union all
      select n.tenant_id, n.phone_id, n.kind from walked w, lateral (
        select a.tenant_id, a.phone_id, a.kind from app.attempts a
        where a.state = 'planned' and (a.tenant_id, a.phone_id, a.kind) > (w.tenant_id, w.phone_id, w.kind)
        order by a.tenant_id, a.phone_id, a.kind limit 1) n
    )
    select w.tenant_id, w.phone_id, w.kind from walked w
    where exists (
        select from app.attempts a where a.tenant_id = w.tenant_id and a.phone_id = w.phone_id and a.kind = w.kind
          and a.state = 'planned' and a.due_at <= statement_timestamp())
      and exists (
        select from tenancy.tenants t
        where t.tenant_id = w.tenant_id and t.id = w.tenant_id and t.suspended_at is null and t.deleted_at is null)
    limit most;
end $$;
grant execute on function tenancy.due_attempts(uuid, uuid, integer) to bulkhead_platform;

-- The phones with attempts whose lease is over, whose time is over, or which are in doubt: at most `most`.
-- Runs as its owner: no policy shows the dispatcher the rows of all tenants. It tells ids.
create or replace function tenancy.stale_attempts(most integer) returns table (tenant_id uuid, phone_id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select distinct s.tenant_id, s.phone_id from (
      select a.tenant_id, a.phone_id from app.attempts a
      where a.state in ('dispatching', 'in_doubt')
        and (a.state = 'in_doubt' or a.lease_until <= statement_timestamp())
      union all
      select a.tenant_id, a.phone_id from app.attempts a
      where a.state in ('planned', 'blocked') and a.expires_at <= statement_timestamp()
    ) s
    limit most;
end $$;
grant execute on function tenancy.stale_attempts(integer) to bulkhead_platform;

-- How many attempts of all tenants are open, by state, and since when the oldest of them is due.
-- Runs as its owner: no policy shows operators the rows of all tenants. It tells numbers.
create or replace function tenancy.count_attempts() returns table (state text, attempts bigint, oldest timestamptz)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select a.state, count(*), min(a.due_at) from app.attempts a
    where a.state in ('planned', 'blocked') and a.due_at <= statement_timestamp() group by a.state
    union all
    select a.state, count(*), min(a.due_at) from app.attempts a
    where a.state in ('dispatching', 'in_doubt') group by a.state;
end $$;
grant execute on function tenancy.count_attempts() to bulkhead_platform;
