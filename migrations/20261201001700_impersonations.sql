-- A platform admin acts as a member in one tenant, for half an hour and with a reason. It takes two rows: the tenant's,
-- which names the admin, the member and the reason, and stands in its log; and the row that opens it, which belongs to
-- the admin's session. Neither opens anything without the other, and no role of the server writes both.
create table tenancy.impersonations (
  tenant_id uuid not null constraint impersonations_tenant references tenancy.tenants (id) on delete cascade,
  id uuid not null,
  -- The platform admin.
  admin_id uuid not null,
  -- The member.
  user_id uuid not null,
  reason text not null constraint impersonations_reason_length check (char_length(reason) between 10 and 500),
  read_only boolean not null,
  expires_at timestamptz not null,
  -- When it was known to be over.
  ended_at timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  primary key (tenant_id, id),
  constraint impersonations_at_most_half_an_hour check (expires_at - created_at <= interval '30 minutes')
);
-- The row that opens it knows no tenant.
create index impersonations_by_id on tenancy.impersonations (id);
create index impersonations_open on tenancy.impersonations (created_at) where ended_at is null;
select tenancy.protect('tenancy.impersonations', 'shared');
-- Members find it in their log; platform admins alone begin it.
revoke insert, update on tenancy.impersonations from bulkhead_app;
create policy platform_reads_impersonations on tenancy.impersonations for select to bulkhead_platform using (true);
create policy platform_impersonates on tenancy.impersonations for insert to bulkhead_platform
  with check (tenant_id = current_setting('app.tenant_id')::uuid and ended_at is null and reason <> '');
create policy platform_ends_impersonations on tenancy.impersonations for update to bulkhead_platform
  using (true) with check (true);
grant select, insert (tenant_id, id, admin_id, user_id, reason, read_only, created_at, expires_at), update (ended_at)
  on tenancy.impersonations to bulkhead_platform;

-- The row that opens an impersonation. Its users are looked up at each use, so no foreign key has to follow them.
create table auth.impersonations (
  -- That of the tenant's row.
  id uuid primary key,
  -- Of the token that the admin's browser has in place of its own session's, which opens nothing meanwhile.
  token_hash bytea not null constraint impersonations_token_hash_key unique
    constraint impersonations_token_hash_is_sha256 check (octet_length(token_hash) = 32),
  -- The admin's own session. An act that ends it ends the impersonation.
  session_id uuid not null constraint impersonations_session_key unique,
  admin_id uuid not null,
  user_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint impersonations_at_most_half_an_hour check (expires_at - created_at <= interval '30 minutes')
);
create index impersonations_of_user on auth.impersonations (user_id);
grant select, insert, delete on auth.impersonations to bulkhead_auth;

-- Whether an impersonation is live, as far as its users go: the admin's session is live and has two factors, the
-- admin is a platform admin at this moment, and the user is enabled and isn't one.
create or replace function auth.is_impersonating(c auth.impersonations, at timestamptz, idle_since timestamptz)
returns boolean
language sql stable as $$
  select c.expires_at > at and exists (
    select from auth.sessions s
      join auth.users a on a.id = s.user_id
      join auth.platform_admins p on p.user_id = s.user_id
      join auth.users u on u.id = c.user_id
    where s.id = c.session_id and s.user_id = c.admin_id and s.second_factor and auth.is_live(s, a, at, idle_since)
      and u.disabled_at is null and not exists (select from auth.platform_admins o where o.user_id = u.id))
$$;
grant execute on function auth.is_impersonating(auth.impersonations, timestamptz, timestamptz) to bulkhead_auth;

create policy owner_finds_impersonations on tenancy.impersonations for select to bulkhead_owner using (true);
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
