-- Each unit of work proves the credential of its request in its own transaction (SES-9): a session, an access token, an
-- API key, an impersonation. A credential that ended before has no effect, however early the request came.

-- What a unit of work learns when it enters a tenant.
create type tenancy.access as (
  tenant_id uuid, slug text, role text, user_id uuid,
  -- When the session, or the API key, was last used as far as it is known.
  last_seen_at timestamptz,
  -- The API key, or the platform admin, by which the user acts.
  via uuid,
  -- Whether an API key may write, and not read what it writes.
  write_only boolean
);

-- Enters a tenant by the token of a session's cookie, or of an impersonation: the way in of most requests, by three
-- selects over two tables or one, which the executor starts faster than one over five. Each sees what was committed
-- before it.
-- Where a rule beyond the role may hold (suspended, row quota, second factor, too low a role), tenancy.enter decides.
-- Null: no member, or no such tenant.
create or replace function tenancy.enter_by_cookie(token bytea, at timestamptz, idle_since timestamptz, named text,
  needed integer, request uuid)
returns tenancy.access
language plpgsql volatile security definer set search_path = '' as $$
declare
  wanted uuid;
  holder uuid;
  seen timestamptz;
  slug text;
  role text;
  is_plain boolean;
  ignored text;
  entered tenancy.access;
begin
  select s.user_id, s.last_seen_at into holder, seen
    from auth.sessions s join auth.users u on u.id = s.user_id
    where s.token_hash = token and auth.is_live(s, u, at, idle_since) and not s.pending;
  -- An impersonation, or nothing that is live.
  if holder is null then
    return tenancy.enter_by_impersonation(token, at, idle_since, named, needed, request);
  end if;

  if named is null then
    select h.tenant_id into wanted from tenancy.homes h where h.user_id = holder;
  elsif named ~ '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$' then
    wanted := named::uuid;
  else
    select t.id into wanted from tenancy.tenants t where t.slug = named;
  end if;

  select t.slug, m.role,
      t.suspended_at is null and t.row_quota is null and not t.require_second_factor
        and case m.role when 'viewer' then 1 when 'member' then 2 when 'admin' then 3 else 4 end >= needed
    into slug, role, is_plain
    from tenancy.memberships m
      join tenancy.tenants t on t.id = m.tenant_id and t.tenant_id = m.tenant_id and t.deleted_at is null
    where m.tenant_id = wanted and m.user_id = holder;
  if not found then return null; end if;
  if is_plain then
    ignored := set_config('app.tenant_id', wanted::text, true);
    ignored := set_config('app.user_id', holder::text, true);
    ignored := set_config('app.request_id', coalesce(request::text, ''), true);
    if role = 'viewer' then
      ignored := set_config('transaction_read_only', 'on', true);
    end if;
    return (wanted, slug, role, holder, seen, null::uuid, false);
  end if;

  -- A rule beyond the role may hold: tenancy.enter decides, with its SQLSTATEs.
  select e.tenant_id, e.slug, e.role, holder, seen, null, false
    into entered from tenancy.enter(holder, wanted::text, needed, request) e;
  if not found then return null; end if;
  return entered;
end $$;
grant execute on function tenancy.enter_by_cookie(bytea, timestamptz, timestamptz, text, integer, uuid) to bulkhead_app;

-- Enters a tenant by a session, with all that a unit of work may ask of it (auth.prove_session). Null: no member, or
-- no such tenant.
create or replace function tenancy.enter_by_proof(token bytea, session uuid, at timestamptz, idle_since timestamptz,
  named text, needed integer, request uuid, proved_since timestamptz, verified boolean, hold boolean)
returns tenancy.access
language plpgsql volatile security definer set search_path = '' as $$
declare
  proved auth.live_session :=
    auth.prove_session(token, session, at, idle_since, false, proved_since, verified, false, hold);
  entered tenancy.access;
begin
  select e.tenant_id, e.slug, e.role, proved.user_id, proved.last_seen_at, null, false
    into entered from tenancy.enter(proved.user_id, named, needed, request) e;
  if not found then return null; end if;
  return entered;
end $$;
grant execute on function tenancy.enter_by_proof(
  bytea, uuid, timestamptz, timestamptz, text, integer, uuid, timestamptz, boolean, boolean)
  to bulkhead_app;

-- Enters a tenant by an API key: its own tenant, as its maker, with the lesser of both roles. Null: another tenant is
-- named.
--   scopes: any of these suffices for the act; reading: any of these suffices to be shown the row that was written.
-- SQLSTATEs: BH401 no live key, BH403 too low a role, BH436 no scope for this.
create or replace function tenancy.enter_by_key(digest bytea, at timestamptz, scopes text[], reading text[], named text,
  needed integer, request uuid)
returns tenancy.access
language plpgsql volatile security definer set search_path = '' as $$
declare
  key record;
  entered tenancy.access;
  ignored text;
begin
  select k.* into key from tenancy.api_key(digest, at) k;
  if not found then
    raise exception 'no live credential' using errcode = 'BH401';
  end if;
  if named is not null and named <> key.slug and named <> key.tenant_id::text then return null; end if;
  if not key.scopes && enter_by_key.scopes then
    raise exception 'the key has no scope for this' using errcode = 'BH436';
  end if;
  if tenancy.rank(key.role) < needed then
    raise exception 'role % is not enough', key.role using errcode = 'BH403';
  end if;
  select e.tenant_id, e.slug, case when tenancy.rank(key.role) < tenancy.rank(e.role) then key.role else e.role end,
      key.owner_id, key.last_used_at, key.id, not key.scopes && reading
    into entered from tenancy.enter(key.owner_id, key.tenant_id::text, needed, request) e;
  if not found then return null; end if;
  ignored := set_config('app.api_key_id', key.id::text, true);
  if entered.role = 'viewer' then
    ignored := set_config('transaction_read_only', 'on', true);
  end if;
  return entered;
end $$;
grant execute on function tenancy.enter_by_key(bytea, timestamptz, text[], text[], text, integer, uuid) to bulkhead_app;

-- Enters a tenant by an impersonation: the admin acts as the user in that one tenant. Null: another tenant is named.
-- SQLSTATEs: BH401 no live impersonation, BH434 it is read-only and the act asks for more than a viewer.
create or replace function tenancy.enter_by_impersonation(token bytea, at timestamptz, idle_since timestamptz,
  named text, needed integer, request uuid)
returns tenancy.access
language plpgsql volatile security definer set search_path = '' as $$
declare
  impersonation record;
  entered tenancy.access;
  ignored text;
begin
  select i.* into impersonation from tenancy.impersonation(token, at, idle_since) i;
  if not found then
    raise exception 'no live credential' using errcode = 'BH401';
  end if;
  if named is not null and named <> impersonation.slug and named <> impersonation.tenant_id::text then
    return null;
  end if;
  if impersonation.read_only and needed > 1 then
    raise exception 'the impersonation is read-only' using errcode = 'BH434';
  end if;
  select e.tenant_id, e.slug, case when impersonation.read_only then 'viewer' else e.role end, impersonation.user_id,
      impersonation.last_seen_at, impersonation.admin_id, false
    into entered from tenancy.enter(impersonation.user_id, impersonation.tenant_id::text, needed, request) e;
  if not found then return null; end if;
  ignored := set_config('app.impersonator_id', impersonation.admin_id::text, true);
  if impersonation.read_only then
    ignored := set_config('transaction_read_only', 'on', true);
  end if;
  return entered;
end $$;
