-- Whether a subscription may be pushed to: its session is live, and its user a member of the tenant, which is open and has
-- no rule that the user lacks. The rules of auth.is_live and tenancy.enter. False of another tenant than the context's.
-- Runs as its owner: bulkhead_app reads nothing of schema auth. It tells yes or no.
create or replace function tenancy.may_push(session uuid, member uuid, tenant uuid, at timestamptz, idle_since timestamptz)
returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
      select from auth.sessions s join auth.users u on u.id = s.user_id
      where s.id = session and s.user_id = member and auth.is_live(s, u, at, idle_since) and not s.pending)
    and exists (
      select from tenancy.memberships m
        join tenancy.tenants t on t.id = m.tenant_id and t.tenant_id = m.tenant_id and t.deleted_at is null
      where m.tenant_id = tenant and m.user_id = member
        and current_setting('app.tenant_id', true) in (tenant::text, '00000000-0000-0000-0000-000000000000')
        and t.suspended_at is null
        and (not t.require_second_factor or auth.has_second_factor(m.user_id)))
$$;
grant execute on function tenancy.may_push(uuid, uuid, uuid, timestamptz, timestamptz) to bulkhead_app;
