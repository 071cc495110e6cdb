-- Invitations: a user becomes a member by a token that only the e-mail has.
create table tenancy.invitations (
  tenant_id uuid not null constraint invitations_tenant references tenancy.tenants (id) on delete cascade,
  id uuid not null,
  -- The inviter, or the member who sent it again last. They have to be able to give the role when it is accepted.
  owner_id uuid not null,
  -- Whether the inviter is a platform admin, who belongs to no tenant.
  by_platform boolean not null default false,
  -- In the canonical form of auth.users.
  email text not null constraint invitations_email_length check (octet_length(email) between 6 and 254),
  role text not null constraint invitations_role_known check (role in ('owner', 'admin', 'member', 'viewer')),
  -- A copy of this table accepts no invitation.
  token_hash bytea not null constraint invitations_token_hash_is_sha256 check (octet_length(token_hash) = 32),
  expires_at timestamptz not null,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  primary key (tenant_id, id)
);
-- An address has one invitation at a time: inviting it again renews the token.
create unique index invitations_email on tenancy.invitations (tenant_id, email);
-- A plain index: a unique key over all tenants would tell of another tenant's values.
create index invitations_token on tenancy.invitations (token_hash);
select tenancy.protect('tenancy.invitations', 'shared', secrets => '{token_hash}');
-- An invitation that was accepted or withdrawn is deleted; the change log has it. Members insert theirs, and send any
-- invitation of the tenant again.
revoke insert, update on tenancy.invitations from bulkhead_app;
grant insert (tenant_id, id, owner_id, email, role, token_hash, expires_at),
  update (owner_id, by_platform, role, token_hash, expires_at), delete on tenancy.invitations to bulkhead_app;
create policy platform_invites on tenancy.invitations for insert to bulkhead_platform
  with check (by_platform and role = 'owner');
grant insert (tenant_id, id, owner_id, by_platform, email, role, token_hash, expires_at)
  on tenancy.invitations to bulkhead_platform;

create policy owner_resolves_invitations on tenancy.invitations for select to bulkhead_owner using (true);
-- The tenant of an invitation's token, and nothing else. Runs as its owner: the caller is in no tenant yet.
create or replace function tenancy.tenant_of_invitation(token bytea) returns uuid
language sql stable security definer set search_path = '' as $$
  select tenant_id from tenancy.invitations where token_hash = token
$$;
grant execute on function tenancy.tenant_of_invitation(bytea) to bulkhead_app;

-- The invitation with this token, as long as it can be accepted (INV-4): it hasn't expired, its tenant is open, and
-- its inviter may still give that role. Sets the tenant's context, and locks the row for the transaction.
create or replace function tenancy.open_invitation(token bytea, at timestamptz)
returns table (tenant_id uuid, id uuid, email text, role text)
language plpgsql volatile rows 1 as $$
#variable_conflict use_column
declare
  wanted uuid := tenancy.tenant_of_invitation(token);
  ignored text;
begin
  if wanted is null then return; end if;
  ignored := set_config('app.tenant_id', wanted::text, true);
  -- A transaction that waited for the row reads it again, as it is by then, or finds it gone.
  perform from tenancy.invitations i where i.tenant_id = wanted and i.token_hash = token for update;
  return query
    select i.tenant_id, i.id, i.email, i.role
    from tenancy.invitations i join tenancy.tenants t on t.tenant_id = i.tenant_id and t.id = i.tenant_id
    where i.tenant_id = wanted and i.token_hash = token and i.expires_at > at
      and t.deleted_at is null and t.suspended_at is null
      and (i.by_platform or exists (
        select from tenancy.memberships m
        where m.tenant_id = i.tenant_id and m.user_id = i.owner_id
          and tenancy.rank(m.role) >= greatest(3, tenancy.rank(i.role))
      ));
end $$;
grant execute on function tenancy.open_invitation(bytea, timestamptz) to bulkhead_app;

-- Makes a user a member by an invitation, once. Tenant and role are the invitation's (INV-3); `address` is the one
-- that the server has verified (INV-2).
--   No row: no such invitation, or it can't be accepted any more. `outcome`: 'joined'; 'member' for a user who was
--   one already and keeps their role; 'other' where the invitation is for another address. SQLSTATE BH429: the member
--   quota is used up.
create or replace function tenancy.accept_invitation(accepting uuid, address text, token bytea, at timestamptz,
  request uuid)
returns table (outcome text, tenant_id uuid, slug text, role text)
language plpgsql volatile rows 1 as $$
#variable_conflict use_column
declare
  ignored text;
  invitation record;
  quota bigint;
begin
  ignored := set_config('app.user_id', accepting::text, true);
  ignored := set_config('app.request_id', coalesce(request::text, ''), true);
  select i.* into invitation from tenancy.open_invitation(token, at) i;
  if not found then return; end if;
  tenant_id := invitation.tenant_id;
  if invitation.email <> address then
    outcome := 'other';
    return next;
    return;
  end if;

  select t.slug, t.member_quota into slug, quota from tenancy.tenants t
    where t.tenant_id = invitation.tenant_id and t.id = invitation.tenant_id;
  if quota is not null then
    -- One after another, so that none counts what another is about to add.
    perform from tenancy.tenants t
      where t.tenant_id = invitation.tenant_id and t.id = invitation.tenant_id for no key update;
    if (select count(*) from tenancy.memberships m where m.tenant_id = invitation.tenant_id) >= quota then
      raise exception 'the tenant has all its members' using errcode = 'BH429';
    end if;
  end if;
  insert into tenancy.memberships (tenant_id, user_id, role) values (invitation.tenant_id, accepting, invitation.role)
    on conflict (tenant_id, user_id) do nothing;
  outcome := case when found then 'joined' else 'member' end;
  select m.role into role from tenancy.memberships m where m.tenant_id = invitation.tenant_id and m.user_id = accepting;
  delete from tenancy.invitations i where i.tenant_id = invitation.tenant_id and i.id = invitation.id;
  insert into tenancy.homes (user_id, tenant_id) values (accepting, invitation.tenant_id)
    on conflict (user_id) do nothing;
  return next;
end $$;
grant execute on function tenancy.accept_invitation(uuid, text, bytea, timestamptz, uuid) to bulkhead_app;
