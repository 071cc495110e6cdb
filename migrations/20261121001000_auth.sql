-- Who you are. None of this belongs to a tenant: a person is one user in all of them, so there is no row-level security
-- here; what keeps it apart is that bulkhead_auth alone may touch it, and may touch nothing else.

create table auth.users (
  id uuid primary key,
  -- The canonical form that the server makes (trimmed, NFC, lower case, ASCII domain): equal text is the same mailbox.
  email text not null constraint users_email_key unique
    constraint users_email_length check (octet_length(email) between 6 and 254),
  name text not null constraint users_name_length check (char_length(name) between 1 and 200),
  -- An argon2id PHC string. Null for a user who signs in by other means only.
  password_hash text constraint users_password_hash_form check (password_hash like '$argon2id$%'),
  -- Known devices are bound to it, so choosing a new password makes all of them unknown.
  password_changed_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Set: every credential of the user is void.
  disabled_at timestamptz
);

create table auth.sessions (
  id uuid primary key,
  -- Of the cookie's token. A copy of this table opens no session.
  token_hash bytea not null constraint sessions_token_hash_key unique
    constraint sessions_token_hash_is_sha256 check (octet_length(token_hash) = 32),
  user_id uuid not null constraint sessions_user references auth.users (id) on delete cascade,
  device_name text constraint sessions_device_name_length check (char_length(device_name) <= 100),
  user_agent text constraint sessions_user_agent_length check (char_length(user_agent) <= 500),
  address inet,
  created_at timestamptz not null,
  -- Written at most once a minute. In no index, so that the write stays within its page.
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
) with (fillfactor = 80);
create index sessions_of_user on auth.sessions (user_id);

-- Attempts to sign in that failed or are still undecided. An attempt is counted before the password is compared and
-- taken back when it was right, so parallel guesses can't outrun the count.
create table auth.attempts (
  scope text not null constraint attempts_scope_known check (scope in ('account', 'device', 'client')),
  -- account: sha256 of the address, whether it has a user or not; device: sha256 of its token; client: IPv4 address, or
  -- the first 64 bits of an IPv6 one.
  key bytea not null,
  -- Those within the window, oldest first.
  recent timestamptz[] not null,
  -- Since the last success, however long ago.
  in_a_row bigint not null,
  last_at timestamptz not null,
  primary key (scope, key)
) with (fillfactor = 70);

-- What happened to credentials: the security log. Append-only for the server.
create table auth.events (
  id uuid primary key,
  at timestamptz not null,
  -- OWASP's logging vocabulary: authn_login_success, session_created, …
  kind text not null,
  outcome text not null constraint events_outcome_known check (outcome in ('success', 'failure')),
  -- Who did it, and to whom. No foreign keys: the log outlives the user.
  actor_id uuid,
  user_id uuid,
  -- What it was done to, where that is more than the user: a session, say.
  target_id uuid,
  address inet,
  request_id uuid,
  -- Never a secret, and no address of a person.
  detail jsonb not null default '{}'
);
create index events_of_user on auth.events (user_id, id);

grant select, insert, update (email, name, password_hash, password_changed_at, updated_at, disabled_at)
  on auth.users to bulkhead_auth;
grant select, insert, update (last_seen_at), delete on auth.sessions to bulkhead_auth;
grant select, insert, update (recent, in_a_row, last_at), delete on auth.attempts to bulkhead_auth;
grant select, insert on auth.events to bulkhead_auth;
