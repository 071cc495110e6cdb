-- The API key with this hash, its tenant and the role of its maker; the key has the lesser of the two roles. No row
-- where it was revoked or has expired, its tenant is closed or suspended, or its maker is disabled or no member any
-- more.
-- Runs as its owner: a key has to be found before there is a tenant to set. The caller has to know the key.
create or replace function tenancy.api_key(digest bytea, at timestamptz)
returns table (
  tenant_id uuid, slug text, id uuid, owner_id uuid, scopes text[], role text, member_role text,
  last_used_at timestamptz
)
language plpgsql stable rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select k.tenant_id, t.slug, k.id, k.owner_id, k.scopes, k.role, m.role, used.last_used_at
    from tenancy.api_keys k
      join tenancy.tenants t on t.tenant_id = k.tenant_id and t.id = k.tenant_id
      join tenancy.memberships m on m.tenant_id = k.tenant_id and m.user_id = k.owner_id
      join auth.users u on u.id = k.owner_id
      left join auth.api_key_uses used on used.key_id = k.id
    where k.key_hash = digest and k.deleted_at is null and k.expires_at > at and u.disabled_at is null
      and t.deleted_at is null and t.suspended_at is null;
end $$;
grant execute on function tenancy.api_key(bytea, timestamptz) to bulkhead_app;
