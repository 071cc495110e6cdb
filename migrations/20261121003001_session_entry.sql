-- A session and what it is for, in one round trip: the roles that do the work may ask who a token belongs to.

-- The one home of the rule by which a session opens anything. Plain SQL, so that Postgres puts it into the statements
-- that ask: it costs them nothing. `idle_since`: who was last seen then or before is gone.
create function auth.is_live(s auth.sessions, u auth.users, at timestamptz, idle_since timestamptz) returns boolean
language sql immutable as $$
  select s.expires_at > at and s.last_seen_at > idle_since and u.disabled_at is null
$$;
grant execute on function auth.is_live(auth.sessions, auth.users, timestamptz, timestamptz) to bulkhead_auth;

-- The user that a session's token belongs to; no row for a session that is over, or whose second factor is still owed.
-- It runs as its owner, since bulkhead_app may read nothing of schema auth, and tells no more than entering a tenant
-- takes. Whoever asks has to know the token.
create function auth.user_of_session(wanted bytea, at timestamptz, idle_since timestamptz)
returns table (user_id uuid, last_seen_at timestamptz)
language plpgsql stable rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
begin
  select s.user_id, s.last_seen_at into user_id, last_seen_at
    from auth.sessions s join auth.users u on u.id = s.user_id
    where s.token_hash = wanted and auth.is_live(s, u, at, idle_since) and not s.pending;
  if found then return next; end if;
end $$;
grant execute on function auth.user_of_session(bytea, timestamptz, timestamptz) to bulkhead_app;

-- The same session with what its user may see of it and of themselves, for the role that lists a user's tenants.
create function auth.self_of_session(wanted bytea, at timestamptz, idle_since timestamptz)
returns table (
  id uuid, user_id uuid, email text, email_verified boolean, phone text, name text, registered_at timestamptz,
  created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, device_name text, proved_at timestamptz,
  second_factor boolean, pending boolean
)
language plpgsql stable rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select s.id, s.user_id, u.email, u.email_verified_at is not null, u.phone, u.name, u.created_at,
      s.created_at, s.last_seen_at, s.expires_at, s.device_name, s.proved_at, s.second_factor, s.pending
    from auth.sessions s join auth.users u on u.id = s.user_id
    where s.token_hash = wanted and auth.is_live(s, u, at, idle_since) and not s.pending;
end $$;
grant execute on function auth.self_of_session(bytea, timestamptz, timestamptz) to bulkhead_platform;
