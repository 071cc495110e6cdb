-- Passkeys (Web Authentication Level 3): sign-in without a password, or after one.

create table auth.passkeys (
  id uuid primary key,
  user_id uuid not null constraint passkeys_user references auth.users (id) on delete cascade,
  -- What the authenticator knows the user by: random, so that it leads from no device to anything else of the user.
  user_handle uuid not null,
  credential_id bytea not null constraint passkeys_credential_id_key unique
    constraint passkeys_credential_id_length check (octet_length(credential_id) between 1 and 1023),
  name text not null constraint passkeys_name_length check (char_length(name) between 1 and 200),
  -- Public key, and what else the authenticator said. Nothing in it is secret.
  credential jsonb not null,
  -- The authenticator's count of signatures, as far as it was seen. It only grows, unless the authenticator doesn't count.
  counter bigint not null default 0,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_of_user on auth.passkeys (user_id);

-- Challenges that were answered, until they would be too old anyway: each is answered once. What a challenge is for travels
-- with the client, sealed, so that whoever only asks for one leaves no row here.
create table auth.spent_challenges (
  challenge_id uuid primary key,
  expires_at timestamptz not null
);
create index spent_challenges_by_end on auth.spent_challenges (expires_at);

grant select, insert, delete, update (credential, counter, last_used_at) on auth.passkeys to bulkhead_auth;
grant select, insert, delete on auth.spent_challenges to bulkhead_auth;
