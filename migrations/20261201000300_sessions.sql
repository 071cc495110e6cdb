-- Sessions, and the tokens of clients without cookies.
create table auth.sessions (
  id uuid primary key,
  -- Of the cookie's token: a copy of this table opens no session. Null for the session of a client without cookies.
  token_hash bytea constraint sessions_token_hash_key unique
    constraint sessions_token_hash_is_sha256 check (octet_length(token_hash) = 32),
  user_id uuid not null constraint sessions_user references auth.users (id) on delete cascade,
  -- The second factor is still owed: the session opens only the routes that complete the sign-in or end it.
  pending boolean not null default false,
  -- When the user last proved, in this session, who they are. Sensitive changes require a recent proof.
  proved_at timestamptz not null default 'epoch',
  -- Whether the proof was one of two factors.
  second_factor boolean not null default false,
  device_name text constraint sessions_device_name_length check (char_length(device_name) <= 100),
  user_agent text constraint sessions_user_agent_length check (char_length(user_agent) <= 500),
  address inet,
  created_at timestamptz not null,
  -- Written at most once a minute. In no index, so that the write stays within its page.
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
) with (fillfactor = 80);
create index sessions_of_user on auth.sessions (user_id);
-- A session gets a new token whenever its user proves more.
grant select, insert, delete, update (token_hash, pending, proved_at, second_factor, last_seen_at, expires_at)
  on auth.sessions to bulkhead_auth;

-- A live session with what its user may see of it and of themselves.
create type auth.live_session as (
  id uuid, user_id uuid, email text, email_verified boolean, phone text, name text, registered_at timestamptz,
  created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, device_name text, proved_at timestamptz,
  second_factor boolean, pending boolean, factors text[], platform_admin boolean
);

-- Whether a session is live. The one place of the rule; plain SQL, so that Postgres inlines it into the calling
-- statement.
--   idle_since: a session that was last used then or earlier has ended.
-- A session with a second factor ends after an hour without a request (NIST SP 800-63B-4, 2.2.3: AAL2). The rule
-- compares the difference of two times, because that is immutable.
create or replace function auth.is_live(s auth.sessions, u auth.users, at timestamptz, idle_since timestamptz)
returns boolean
language sql immutable as $$
  select s.expires_at > at and s.last_seen_at > idle_since and u.disabled_at is null
    and (not s.second_factor or at - s.last_seen_at < interval '1 hour')
$$;
grant execute on function auth.is_live(auth.sessions, auth.users, timestamptz, timestamptz) to bulkhead_auth;

-- Proves a session by the hash of its cookie's token, or by the id in a verified access token. The one place of what
-- a unit of work may ask of a session beyond being live:
--   may_owe: the second factor may still be owed. proved_since: the last proof of identity is later. verified: the
--   user has a verified address or a phone number. platform: the user is a platform admin, by two factors.
--   hold: what the unit of work creates outlasts the session, so an act that ends the session waits for the
--   transaction. The user's row is locked before the session's, in the order of all acts on users.
-- SQLSTATEs: BH401 no live session, BH441 no verified contact, BH442 no recent proof of identity, BH443 not a
-- platform admin, BH444 a platform admin without a second factor.
create or replace function auth.prove_session(token bytea, named uuid, at timestamptz, idle_since timestamptz,
  may_owe boolean, proved_since timestamptz, verified boolean, platform boolean, hold boolean)
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
  -- A statement of its own, which sees what was committed while it waited for the locks. The session of a cookie is
  -- opened by the token alone.
  select s.id, s.user_id, u.email, u.email_verified_at is not null, u.phone, u.name, u.created_at, s.created_at,
      s.last_seen_at, s.expires_at, s.device_name, s.proved_at, s.second_factor, s.pending, u.factors,
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
grant execute on function auth.prove_session(
  bytea, uuid, timestamptz, timestamptz, boolean, timestamptz, boolean, boolean, boolean)
  to bulkhead_auth;

-- The session with what its user may see; null where it isn't live. One row and no set, which costs less.
-- Doesn't ask whether the user is a platform admin.
create or replace function auth.self_of_session(token bytea, named uuid, at timestamptz, idle_since timestamptz)
returns auth.live_session
language plpgsql stable security definer set search_path = '' as $$
declare
  self auth.live_session;
begin
  if token is null then
    select s.id, s.user_id, u.email, u.email_verified_at is not null, u.phone, u.name, u.created_at,
        s.created_at, s.last_seen_at, s.expires_at, s.device_name, s.proved_at, s.second_factor, s.pending, u.factors,
        false
      into self
      from auth.sessions s join auth.users u on u.id = s.user_id
      where s.id = named and s.token_hash is null and auth.is_live(s, u, at, idle_since) and not s.pending;
  else
    select s.id, s.user_id, u.email, u.email_verified_at is not null, u.phone, u.name, u.created_at,
        s.created_at, s.last_seen_at, s.expires_at, s.device_name, s.proved_at, s.second_factor, s.pending, u.factors,
        false
      into self
      from auth.sessions s join auth.users u on u.id = s.user_id
      where s.token_hash = token and auth.is_live(s, u, at, idle_since) and not s.pending;
  end if;
  return self;
end $$;
grant execute on function auth.self_of_session(bytea, uuid, timestamptz, timestamptz) to bulkhead_platform;

-- The user of a live session, for what members do outside of a tenant: create one, choose the home, accept an
-- invitation, leave. `email`: the verified address. The session is locked for the transaction.
-- Runs as its owner: bulkhead_app reads nothing of schema auth. The caller has to know the token.
create or replace function auth.holder_of_session(token bytea, named uuid, at timestamptz, idle_since timestamptz)
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

-- The platform admin of a live session. Runs as its owner: bulkhead_platform reads nothing of schema auth.
create or replace function auth.platform_admin_of_session(token bytea, named uuid, at timestamptz,
  idle_since timestamptz, proved_since timestamptz, hold boolean)
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

-- Key pairs (Ed25519) that sign access tokens: one for each period of thirty days, so that two nodes can't make two.
create table auth.signing_keys (
  -- The periods since the epoch.
  period bigint primary key,
  -- The thumbprint of the public key (RFC 7638).
  kid text not null constraint signing_keys_kid_key unique,
  public_key bytea not null constraint signing_keys_public_key_length check (octet_length(public_key) = 32),
  -- The private key, encrypted.
  sealed bytea not null,
  created_at timestamptz not null
);
grant select, insert, delete on auth.signing_keys to bulkhead_auth;

-- A refresh token renews its session once, and is replaced by the next of its family. Used ones stay until the session
-- ends: a token that is used twice was copied.
create table auth.refresh_tokens (
  token_hash bytea primary key constraint refresh_tokens_hash_is_sha256 check (octet_length(token_hash) = 32),
  session_id uuid not null constraint refresh_tokens_session references auth.sessions (id) on delete cascade,
  created_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens_of_session on auth.refresh_tokens (session_id);
grant select, insert, update (used_at) on auth.refresh_tokens to bulkhead_auth;
