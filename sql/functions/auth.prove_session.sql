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
