-- The session with what its user may see; null where it isn't live. One row and no set, which costs less.
-- Says whether the user is a platform admin, whichever factors the session has proved: it shows what to offer, and lets nothing in.
create or replace function auth.self_of_session(token bytea, named uuid, at timestamptz, idle_since timestamptz)
returns auth.live_session
language plpgsql stable security definer set search_path = '' as $$
declare
  self auth.live_session;
begin
  if token is null then
    select s.id, s.user_id, u.email, u.email_verified_at is not null, u.phone, u.name, u.created_at,
        s.created_at, s.last_seen_at, s.expires_at, s.device_name, s.proved_at, s.second_factor, s.pending, u.factors,
        exists (select from auth.platform_admins a where a.user_id = s.user_id)
      into self
      from auth.sessions s join auth.users u on u.id = s.user_id
      where s.id = named and s.token_hash is null and auth.is_live(s, u, at, idle_since) and not s.pending;
  else
    select s.id, s.user_id, u.email, u.email_verified_at is not null, u.phone, u.name, u.created_at,
        s.created_at, s.last_seen_at, s.expires_at, s.device_name, s.proved_at, s.second_factor, s.pending, u.factors,
        exists (select from auth.platform_admins a where a.user_id = s.user_id)
      into self
      from auth.sessions s join auth.users u on u.id = s.user_id
      where s.token_hash = token and auth.is_live(s, u, at, idle_since) and not s.pending;
  end if;
  return self;
end $$;
grant execute on function auth.self_of_session(bytea, uuid, timestamptz, timestamptz) to bulkhead_platform;
