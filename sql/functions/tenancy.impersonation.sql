-- The live impersonation that a token opens, with its admin's session, its user and its tenant. `member_role`: the
-- user's own role at this moment; null for a user who is no member any more.
-- Runs as its owner: it has to be found before there is a tenant to set. The caller has to know the token.
create or replace function tenancy.impersonation(digest bytea, at timestamptz, idle_since timestamptz)
returns table (
  id uuid, admin_id uuid, session_id uuid, last_seen_at timestamptz, user_id uuid, tenant_id uuid, slug text,
  member_role text, reason text, read_only boolean, expires_at timestamptz
)
language plpgsql stable rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select i.id, i.admin_id, s.id, s.last_seen_at, i.user_id, i.tenant_id, t.slug, m.role, i.reason, i.read_only,
      c.expires_at
    from auth.impersonations c
      join auth.sessions s on s.id = c.session_id
      join tenancy.impersonations i on i.id = c.id and i.admin_id = c.admin_id and i.user_id = c.user_id
      join tenancy.tenants t on t.tenant_id = i.tenant_id and t.id = i.tenant_id
      left join tenancy.memberships m on m.tenant_id = i.tenant_id and m.user_id = i.user_id
    where c.token_hash = digest and auth.is_impersonating(c, at, idle_since)
      and i.ended_at is null and i.expires_at > at;
end $$;
grant execute on function tenancy.impersonation(bytea, timestamptz, timestamptz) to bulkhead_app, bulkhead_platform;
