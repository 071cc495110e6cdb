-- Clients without cookies: access tokens, which name a session, and refresh tokens, which renew them.

-- A client without cookies has a session that no cookie opens.
-- squawk-ignore ban-drop-not-null
alter table auth.sessions alter column token_hash drop not null;

-- Key pairs (Ed25519) that sign access tokens, one for each period of thirty days, so that two nodes can't make two.
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

-- Each opens its session once, for the next of its family. Those that were used stay until the session ends: whoever brings
-- one again has it from somebody else, or gave it to somebody else.
create table auth.refresh_tokens (
  token_hash bytea primary key constraint refresh_tokens_hash_is_sha256 check (octet_length(token_hash) = 32),
  session_id uuid not null constraint refresh_tokens_session references auth.sessions (id) on delete cascade,
  created_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens_of_session on auth.refresh_tokens (session_id);

grant select, insert, delete on auth.signing_keys to bulkhead_auth;
grant select, insert, update (used_at) on auth.refresh_tokens to bulkhead_auth;
