-- Each unit of work proves the credential of its request in its own transaction (SES-9): a session, an access token, an API key, an
-- impersonation, a platform admin. So none that was ended before has an effect, however early the request came.
-- SQLSTATEs: BH401 no live credential, BH441 no verified contact, BH442 no recent proof of identity, BH443 not a platform admin,
-- BH444 a platform admin without a second factor, BH434 a read-only impersonation, BH436 no scope of the key for this.

-- A live session with what its user may see of it and of themselves.
create type auth.live_session as (
  id uuid, user_id uuid, email text, email_verified boolean, phone text, name text, registered_at timestamptz,
  created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, device_name text, proved_at timestamptz,
  second_factor boolean, pending boolean, factors text[], platform_admin boolean
);

-- Proves a session by the hash of its cookie's token, or by the id that a verified access token names. One home of what a unit of
-- work may ask of it beyond being live:
--   may_owe: the second factor may still be owed. proved_since: the last proof of identity is later. verified: the user has a
--   verified address or a phone number. platform: the user is a platform admin, by two factors.
--   hold: what the unit of work makes outlasts the session, so whatever ends the session waits until it is done. The user's row is
--   locked before the session's, as all acts on users do, so that no two wait for each other.
create function auth.prove_session(token bytea, named uuid, at timestamptz, idle_since timestamptz, may_owe boolean,
  proved_since timestamptz, verified boolean, platform boolean, hold boolean)
returns auth.live_session
language plpgsql volatile as $$
declare
  found_id uuid;
  owner uuid;
  proved auth.live_session;
begin
  if token is not null then
    select s.id, s.user_id into found_id, owner from auth.sessions s where s.token_hash = token;
  else
    select s.id, s.user_id into found_id, owner from auth.sessions s where s.id = named;
  end if;
  if hold and found_id is not null then
    perform from auth.users u where u.id = owner for update;
    perform from auth.sessions s where s.id = found_id for no key update;
  end if;
  -- A statement of its own, which sees what was committed while it waited for the locks. An id opens no cookie's session.
  select s.id, s.user_id, u.email, u.email_verified_at is not null, u.phone, u.name, u.created_at, s.created_at, s.last_seen_at,
      s.expires_at, s.device_name, s.proved_at, s.second_factor, s.pending, u.factors,
      platform and exists (select from auth.platform_admins a where a.user_id = s.user_id)
    into proved
    from auth.sessions s join auth.users u on u.id = s.user_id
    where s.id = found_id and s.token_hash is not distinct from token and auth.is_live(s, u, at, idle_since);
  if not found or proved.pending and not may_owe then
    raise exception 'no live session' using errcode = 'BH401';
  end if;
  if verified and not (proved.email_verified or proved.phone is not null) then
    raise exception 'no verified contact' using errcode = 'BH441';
  end if;
  if proved_since is not null and proved.proved_at < proved_since then
    raise exception 'no recent proof of identity' using errcode = 'BH442';
  end if;
  if platform and not proved.platform_admin then
    raise exception 'not a platform admin' using errcode = 'BH443';
  end if;
  if platform and not proved.second_factor then
    raise exception 'a platform admin without a second factor' using errcode = 'BH444';
  end if;
  return proved;
end $$;
grant execute on function auth.prove_session(bytea, uuid, timestamptz, timestamptz, boolean, timestamptz, boolean, boolean, boolean)
  to bulkhead_auth;

-- The user of a session, for what members do outside of a tenant: making one, choosing the home, accepting an invitation, leaving.
-- `email`: the verified address. It runs as its owner, since bulkhead_app may read nothing of schema auth; the caller has to know
-- the token, and the session is held.
create function auth.holder_of_session(token bytea, named uuid, at timestamptz, idle_since timestamptz)
returns table (user_id uuid, email text)
language plpgsql volatile rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
declare
  proved auth.live_session := auth.prove_session(token, named, at, idle_since, false, null, false, false, true);
begin
  user_id := proved.user_id;
  email := case when proved.email_verified then proved.email end;
  return next;
end $$;
grant execute on function auth.holder_of_session(bytea, uuid, timestamptz, timestamptz) to bulkhead_app;

-- The platform admin whose session it is, for the role that does what platform admins do and may read nothing of schema auth.
create function auth.platform_admin_of_session(token bytea, named uuid, at timestamptz, idle_since timestamptz,
  proved_since timestamptz, hold boolean)
returns uuid
language plpgsql volatile security definer set search_path = '' as $$
begin
  if hold then
    perform from auth.platform_admins a where a.user_id = case when token is not null
      then (select s.user_id from auth.sessions s where s.token_hash = token)
      else (select s.user_id from auth.sessions s where s.id = named) end for key share;
  end if;
  return (auth.prove_session(token, named, at, idle_since, false, proved_since, false, true, hold)).user_id;
end $$;
grant execute on function auth.platform_admin_of_session(bytea, uuid, timestamptz, timestamptz, timestamptz, boolean)
  to bulkhead_platform;

-- The session with what its user may see, for the role that lists a user's tenants: by an access token as well.
-- No version was released that calls the one before.
-- squawk-ignore ban-drop-function
drop function auth.self_of_session(bytea, timestamptz, timestamptz);
create function auth.self_of_session(token bytea, named uuid, at timestamptz, idle_since timestamptz)
returns table (
  id uuid, user_id uuid, email text, email_verified boolean, phone text, name text, registered_at timestamptz,
  created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, device_name text, proved_at timestamptz,
  second_factor boolean, pending boolean, factors text[]
)
language plpgsql stable rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if token is null then
    return query
      select s.id, s.user_id, u.email, u.email_verified_at is not null, u.phone, u.name, u.created_at,
        s.created_at, s.last_seen_at, s.expires_at, s.device_name, s.proved_at, s.second_factor, s.pending, u.factors
      from auth.sessions s join auth.users u on u.id = s.user_id
      where s.id = named and s.token_hash is null and auth.is_live(s, u, at, idle_since) and not s.pending;
    return;
  end if;
  return query
    select s.id, s.user_id, u.email, u.email_verified_at is not null, u.phone, u.name, u.created_at,
      s.created_at, s.last_seen_at, s.expires_at, s.device_name, s.proved_at, s.second_factor, s.pending, u.factors
    from auth.sessions s join auth.users u on u.id = s.user_id
    where s.token_hash = token and auth.is_live(s, u, at, idle_since) and not s.pending;
end $$;
grant execute on function auth.self_of_session(bytea, uuid, timestamptz, timestamptz) to bulkhead_platform;

-- Where a unit of work is, and for whom.
create type tenancy.access as (
  tenant_id uuid, slug text, role text, user_id uuid,
  -- When the session, or the API key, was last used as far as it is known.
  last_seen_at timestamptz,
  -- The API key, or the platform admin, by which the user acts.
  via uuid,
  -- Whether an API key may write, and not read what it writes.
  write_only boolean
);

-- By an impersonation: the admin acts as the user in the one tenant, and a read-only one does nothing that asks for more than a
-- viewer. No row, as a null: the tenant that is named isn't that one.
create function tenancy.enter_by_impersonation(token bytea, at timestamptz, idle_since timestamptz, named text, needed integer,
  request uuid)
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
  if named is not null and named <> impersonation.slug and named <> impersonation.tenant_id::text then return null; end if;
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

-- By an API key: in its own tenant, as its maker, and no higher than either is. `scopes`: any of these suffices for the act;
-- `reading`: any of these for being shown what it is about.
create function tenancy.enter_by_key(digest bytea, at timestamptz, scopes text[], reading text[], named text, needed integer,
  request uuid)
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
  select e.tenant_id, e.slug, case when tenancy.rank(key.role) < tenancy.rank(e.role) then key.role else e.role end, key.owner_id,
      key.last_used_at, key.id, not key.scopes && reading
    into entered from tenancy.enter(key.owner_id, key.tenant_id::text, needed, request) e;
  if not found then return null; end if;
  ignored := set_config('app.api_key_id', key.id::text, true);
  if entered.role = 'viewer' then
    ignored := set_config('transaction_read_only', 'on', true);
  end if;
  return entered;
end $$;

-- By a session, with all that a unit of work may ask of it.
create function tenancy.enter_by_proof(token bytea, session uuid, at timestamptz, idle_since timestamptz, named text,
  needed integer, request uuid, proved_since timestamptz, verified boolean, hold boolean)
returns tenancy.access
language plpgsql volatile security definer set search_path = '' as $$
declare
  proved auth.live_session := auth.prove_session(token, session, at, idle_since, false, proved_since, verified, false, hold);
  entered tenancy.access;
begin
  select e.tenant_id, e.slug, e.role, proved.user_id, proved.last_seen_at, null, false
    into entered from tenancy.enter(proved.user_id, named, needed, request) e;
  if not found then return null; end if;
  return entered;
end $$;

-- By the token of a cookie: the hot way in, one select over the five tables. Where a rule beyond the role may hold (the tenant is
-- suspended, has a row quota or asks for a second factor; the role is not enough), tenancy.enter decides, with its SQLSTATEs.
create function tenancy.enter_by_cookie(token bytea, at timestamptz, idle_since timestamptz, named text, needed integer,
  request uuid)
returns tenancy.access
language plpgsql volatile security definer set search_path = '' as $$
declare
  entered tenancy.access := (null, null, null, null, null, null, false);
  wanted uuid;
  is_plain boolean;
  ignored1 text; ignored2 text; ignored3 text; ignored4 text;
begin
  if named is not null then
    if named ~ '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$' then
      wanted := named::uuid;
    else
      -- A name of no tenant is a tenant that nobody is a member of.
      wanted := coalesce((select t.id from tenancy.tenants t where t.slug = named), '00000000-0000-0000-0000-000000000000');
    end if;
  end if;
  select m.tenant_id, t.slug, m.role, s.user_id, s.last_seen_at,
      t.suspended_at is null and t.row_quota is null and not t.require_second_factor
        and case m.role when 'viewer' then 1 when 'member' then 2 when 'admin' then 3 else 4 end >= needed,
      set_config('app.tenant_id', m.tenant_id::text, true), set_config('app.user_id', s.user_id::text, true),
      set_config('app.request_id', coalesce(request::text, ''), true),
      case when m.role = 'viewer' then set_config('transaction_read_only', 'on', true) end
    into entered.tenant_id, entered.slug, entered.role, entered.user_id, entered.last_seen_at, is_plain,
      ignored1, ignored2, ignored3, ignored4
    from auth.sessions s
      join auth.users u on u.id = s.user_id
      join tenancy.memberships m on m.user_id = s.user_id
        and m.tenant_id = coalesce(wanted, (select h.tenant_id from tenancy.homes h where h.user_id = s.user_id))
      join tenancy.tenants t on t.id = m.tenant_id and t.tenant_id = m.tenant_id and t.deleted_at is null
    where s.token_hash = token and auth.is_live(s, u, at, idle_since) and not s.pending;
  if is_plain then return entered; end if;
  if entered.tenant_id is not null then
    select e.tenant_id, e.slug, e.role into entered.tenant_id, entered.slug, entered.role
      from tenancy.enter(entered.user_id, entered.tenant_id::text, needed, request) e;
    return entered;
  end if;
  -- A session whose user is no member there, an impersonation, or nothing that is live.
  if exists (select from auth.sessions s join auth.users u on u.id = s.user_id
      where s.token_hash = token and auth.is_live(s, u, at, idle_since) and not s.pending) then
    return null;
  end if;
  return tenancy.enter_by_impersonation(token, at, idle_since, named, needed, request);
end $$;

grant execute on function tenancy.enter_by_cookie(bytea, timestamptz, timestamptz, text, integer, uuid),
  tenancy.enter_by_key(bytea, timestamptz, text[], text[], text, integer, uuid),
  tenancy.enter_by_proof(bytea, uuid, timestamptz, timestamptz, text, integer, uuid, timestamptz, boolean, boolean)
  to bulkhead_app;

-- How many tenants a user owns. As a member of one they see no other, so it runs as its owner; it tells a number.
create function tenancy.owned_tenants(owner uuid) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
begin
  return (select count(*) from tenancy.memberships m where m.user_id = owner and m.role = 'owner');
end $$;
grant execute on function tenancy.owned_tenants(uuid) to bulkhead_app;

-- Nothing calls it any more, and no version was released that did.
-- squawk-ignore ban-drop-function
drop function auth.user_of_session(bytea, timestamptz, timestamptz);

-- The impersonated user's own view of the one tenant is shown by the role that lists tenants.
grant execute on function tenancy.impersonation(bytea, timestamptz, timestamptz) to bulkhead_platform;
