-- Second factors, and passkeys, which sign in without a password or after one.

-- One-time codes of an authenticator app (RFC 6238).
create table auth.totp (
  user_id uuid primary key constraint totp_user references auth.users (id) on delete cascade,
  -- The secret, encrypted: the server has to compute codes from it.
  sealed bytea not null,
  created_at timestamptz not null,
  -- Null until a first code has shown that the user's device has the secret; until then the factor counts for nothing.
  confirmed_at timestamptz,
  -- The last time step (30 s since 1970) of which a code was accepted. It only grows, so each code is accepted once.
  last_step bigint not null default 0
);
grant select, insert, delete, update (sealed, created_at, confirmed_at, last_step) on auth.totp to bulkhead_auth;

-- Recovery codes, for a user who lost the authenticator app. A row is deleted when its code is used.
create table auth.recovery_codes (
  user_id uuid not null constraint recovery_codes_user references auth.users (id) on delete cascade,
  -- sha256 of 80 random bits, with the user's id.
  hash bytea not null constraint recovery_codes_hash_is_sha256 check (octet_length(hash) = 32),
  created_at timestamptz not null,
  primary key (user_id, hash)
);
grant select, insert, delete on auth.recovery_codes to bulkhead_auth;

-- Passkeys (Web Authentication Level 3).
create table auth.passkeys (
  id uuid primary key,
  user_id uuid not null constraint passkeys_user references auth.users (id) on delete cascade,
  -- The user as the authenticator knows them: random, so that a device's copy leads to nothing else of the user.
  user_handle uuid not null,
  credential_id bytea not null constraint passkeys_credential_id_key unique
    constraint passkeys_credential_id_length check (octet_length(credential_id) between 1 and 1023),
  name text not null constraint passkeys_name_length check (char_length(name) between 1 and 200),
  -- Public key, and what else the authenticator said. Nothing in it is secret.
  credential jsonb not null,
  -- The authenticator's count of signatures, as far as it was seen. It only grows, unless the authenticator doesn't
  -- count.
  counter bigint not null default 0,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_of_user on auth.passkeys (user_id);
grant select, insert, delete, update (credential, counter, last_used_at) on auth.passkeys to bulkhead_auth;

-- Challenges that were answered, until they would have expired: each is answered once. The purpose of a challenge
-- travels with the client, encrypted, so an unanswered challenge leaves no row here.
create table auth.spent_challenges (
  challenge_id uuid primary key,
  expires_at timestamptz not null
);
create index spent_challenges_by_end on auth.spent_challenges (expires_at);
grant select, insert, delete on auth.spent_challenges to bulkhead_auth;

-- Whether a user has a second factor. Adding the first one ends all other sessions, so a user with one has no session
-- without it. Runs as its owner: bulkhead_app reads nothing of schema auth.
create or replace function auth.has_second_factor(asked uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from auth.users u where u.id = asked and u.factors <> '{}');
end $$;
grant execute on function auth.has_second_factor(uuid) to bulkhead_app;
