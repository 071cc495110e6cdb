-- Which open streams of live updates have to end, by their place in the arrays: the session or the impersonation isn't
-- live, the user isn't a member any more, or the tenant is closed, suspended or asks for a second factor that the user lacks. The
-- rules of tenancy.enter and auth.is_live, for all streams of a node in one statement.
--   tokens, sessions: what each stream was opened by; one of the two is null. idle: how long a session lasts without a
--   request, to which an open stream doesn't count.
create or replace function tenancy.ended_streams(tokens bytea[], sessions uuid[], tenants uuid[], users uuid[],
  at timestamptz, idle_since timestamptz)
returns setof bigint
language plpgsql stable rows 1 security definer set search_path = '' set jit = off as $$
begin
  return query
    select o.place from unnest(tokens, sessions, tenants, users) with ordinality
      as o (token, session, tenant_id, user_id, place)
    where not case when o.token is null
        then exists (
          select from auth.sessions s join auth.users u on u.id = s.user_id
          where s.id = o.session and s.token_hash is null and s.user_id = o.user_id
            and auth.is_live(s, u, at, idle_since) and not s.pending)
        else exists (
          select from auth.sessions s join auth.users u on u.id = s.user_id
          where s.token_hash = o.token and s.user_id = o.user_id and auth.is_live(s, u, at, idle_since)
            and not s.pending)
          or exists (
          select from tenancy.impersonation(o.token, at, idle_since) i
          where i.tenant_id = o.tenant_id and i.user_id = o.user_id)
        end
      or not exists (
        select from tenancy.memberships m
          join tenancy.tenants t on t.id = m.tenant_id and t.tenant_id = m.tenant_id and t.deleted_at is null
        where m.tenant_id = o.tenant_id and m.user_id = o.user_id and t.suspended_at is null
          and (not t.require_second_factor or auth.has_second_factor(m.user_id)));
end $$;
grant execute on function tenancy.ended_streams(bytea[], uuid[], uuid[], uuid[], timestamptz, timestamptz)
  to bulkhead_platform;
