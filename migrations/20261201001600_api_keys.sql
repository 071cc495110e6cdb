-- API keys: programs act by them in one tenant, for the member who made them (owner_id). A key may do no more than its
-- maker may at the time. deleted_at: when it was revoked.
create table tenancy.api_keys (
  like tenancy.resource_columns including all,
  -- A part of the key that tells it from others and opens nothing.
  prefix text not null constraint api_keys_prefix_form check (prefix ~ '^[0-9a-f]{12}$'),
  name text not null constraint api_keys_name_length check (char_length(name) between 1 and 200),
  -- Of the whole key.
  key_hash bytea not null constraint api_keys_hash_is_sha256 check (octet_length(key_hash) = 32),
  -- What it may do: leads:read, *:write, …
  scopes text[] not null constraint api_keys_scopes_number check (cardinality(scopes) <= 100),
  -- The highest role that it has, whatever its maker's.
  role text not null constraint api_keys_role_known check (role in ('viewer', 'member', 'admin')),
  expires_at timestamptz not null
);
-- A plain index: a unique key over all tenants would tell of another tenant's values.
create index api_keys_by_hash on tenancy.api_keys (key_hash);
-- The keys that a user made, in all tenants.
create index api_keys_by_owner on tenancy.api_keys (owner_id);
select tenancy.protect('tenancy.api_keys', 'shared', secrets => '{key_hash}');

-- When a key was last used. Apart from the key, since a use changes nothing of the tenant's. Written at most once a
-- minute.
create table auth.api_key_uses (
  key_id uuid primary key,
  last_used_at timestamptz not null
) with (fillfactor = 80);
grant select, insert, update (last_used_at), delete on auth.api_key_uses to bulkhead_auth;

create policy owner_finds_keys on tenancy.api_keys for select to bulkhead_owner using (true);
create policy owner_finds_makers on tenancy.memberships for select to bulkhead_owner using (true);
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

-- A user who chooses a new password is told which API keys act for them, and may revoke these in the same act.

-- A user's API keys that still act for them, newest first: prefix, name, the tenant's name, and how many there are in
-- all. Runs as its owner: the keys are of several tenants, and the role that changes passwords is in none.
create or replace function auth.api_keys_of(maker uuid, at timestamptz, most integer)
returns table (prefix text, name text, tenant text, in_all bigint)
language plpgsql stable rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select k.prefix, k.name, t.name, count(*) over ()
    from tenancy.api_keys k
      join tenancy.tenants t on t.tenant_id = k.tenant_id and t.id = k.tenant_id
      join tenancy.memberships m on m.tenant_id = k.tenant_id and m.user_id = k.owner_id
    where k.owner_id = maker and k.deleted_at is null and k.expires_at > at and t.deleted_at is null
    order by k.id desc limit most;
end $$;
grant execute on function auth.api_keys_of(uuid, timestamptz, integer) to bulkhead_auth;

-- auth.revoke_api_keys_of revokes the keys of the user in the context, in the tenant in the context, and changes no
-- other row.
create policy owner_revokes_keys on tenancy.api_keys for update to bulkhead_owner
  using (tenant_id = current_setting('app.tenant_id')::uuid and owner_id = current_setting('app.user_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid and owner_id = current_setting('app.user_id')::uuid
    and deleted_at is not null);
-- Revokes a user's live API keys in all tenants: also where the tenant is closed or suspended, or the user has left
-- it, since these may come back. Sets the context for one tenant after the other, and empties it at the end.
create or replace function auth.revoke_api_keys_of(maker uuid, at timestamptz, request uuid)
returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  tenant uuid;
begin
  perform set_config('app.user_id', maker::text, true), set_config('app.request_id', coalesce(request::text, ''), true);
  for tenant in select distinct k.tenant_id from tenancy.api_keys k
      where k.owner_id = maker and k.deleted_at is null and k.expires_at > at order by k.tenant_id loop
    perform set_config('app.tenant_id', tenant::text, true);
    update tenancy.api_keys k set deleted_at = statement_timestamp()
      where k.tenant_id = tenant and k.owner_id = maker and k.deleted_at is null and k.expires_at > at;
  end loop;
  perform set_config('app.user_id', '', true), set_config('app.tenant_id', '', true),
    set_config('app.request_id', '', true);
end $$;
grant execute on function auth.revoke_api_keys_of(uuid, timestamptz, uuid) to bulkhead_auth;
