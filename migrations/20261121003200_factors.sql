-- Second factors: one-time codes of an authenticator app, and recovery codes for who has lost it.

alter table auth.users
  -- The kinds of second factor that the user has. Where there is one, a password alone signs nobody in. It stands here, and
  -- not only in the tables below, so that whoever makes a session reads it under the lock of the user's row.
  add column factors text[] not null default '{}'
    constraint users_factors_known check (factors <@ array['totp', 'passkey']);
grant update (factors) on auth.users to bulkhead_auth;

-- A session gets a new token whenever it proves more.
grant update (token_hash, expires_at) on auth.sessions to bulkhead_auth;

create table auth.totp (
  user_id uuid primary key constraint totp_user references auth.users (id) on delete cascade,
  -- Encrypted: the server has to compute codes from it.
  sealed bytea not null,
  created_at timestamptz not null,
  -- Null until a first code has shown that the user's device has the secret. It counts for nothing before.
  confirmed_at timestamptz,
  -- The last time step (RFC 6238: 30 s since 1970) of which a code was accepted. It only grows, so each is accepted once.
  last_step bigint not null default 0
);

-- A row goes when its code is used.
create table auth.recovery_codes (
  user_id uuid not null constraint recovery_codes_user references auth.users (id) on delete cascade,
  -- sha256 of 80 random bits, with the user's id.
  hash bytea not null constraint recovery_codes_hash_is_sha256 check (octet_length(hash) = 32),
  created_at timestamptz not null,
  primary key (user_id, hash)
);

grant select, insert, delete, update (sealed, created_at, confirmed_at, last_step) on auth.totp to bulkhead_auth;
grant select, insert, delete on auth.recovery_codes to bulkhead_auth;

-- A session that knows its user by two factors ends after an hour without a request (NIST SP 800-63B-4, 2.2.3: AAL2). The
-- difference of two times is compared, since that is immutable, and the rule stays inline.
create or replace function auth.is_live(s auth.sessions, u auth.users, at timestamptz, idle_since timestamptz)
returns boolean
language sql immutable as $$
  select s.expires_at > at and s.last_seen_at > idle_since and u.disabled_at is null
    and (not s.second_factor or at - s.last_seen_at < interval '1 hour')
$$;

-- It tells the kinds of second factor as well.
-- A function can't get further columns otherwise; no landed version calls it.
-- squawk-ignore ban-drop-function
drop function auth.self_of_session(bytea, timestamptz, timestamptz);
create function auth.self_of_session(wanted bytea, at timestamptz, idle_since timestamptz)
returns table (
  id uuid, user_id uuid, email text, email_verified boolean, phone text, name text, registered_at timestamptz,
  created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, device_name text, proved_at timestamptz,
  second_factor boolean, pending boolean, factors text[]
)
language plpgsql stable rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select s.id, s.user_id, u.email, u.email_verified_at is not null, u.phone, u.name, u.created_at,
      s.created_at, s.last_seen_at, s.expires_at, s.device_name, s.proved_at, s.second_factor, s.pending, u.factors
    from auth.sessions s join auth.users u on u.id = s.user_id
    where s.token_hash = wanted and auth.is_live(s, u, at, idle_since) and not s.pending;
end $$;
grant execute on function auth.self_of_session(bytea, timestamptz, timestamptz) to bulkhead_platform;
