-- Users. A person is one user in all tenants, so schema auth has no row-level security: bulkhead_auth alone reads and
-- writes it, and reads and writes nothing else.
create table auth.users (
  id uuid primary key,
  -- In canonical form (trimmed, NFC, lower case, ASCII domain): equal text is the same mailbox.
  email text constraint users_email_key unique
    constraint users_email_length check (octet_length(email) between 6 and 254),
  -- Since when the user is known to read this address.
  email_verified_at timestamptz,
  -- E.164. Set only once the user has proved that they hold it.
  phone text constraint users_phone_form check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  name text not null constraint users_name_length check (char_length(name) between 1 and 200),
  -- An argon2id PHC string. Null for a user who signs in by other means only.
  password_hash text constraint users_password_hash_form check (password_hash like '$argon2id$%'),
  -- Known devices are bound to it: a new password makes all of them unknown.
  password_changed_at timestamptz not null,
  -- The kinds of second factor that the user has; with one, a password alone doesn't sign the user in. The column
  -- repeats what the tables of factors say, so that an act that makes a session reads it under the lock of the user's
  -- row.
  factors text[] not null default '{}'
    constraint users_factors_known check (factors <@ array['totp', 'passkey']),
  -- The name of the personal workspace, from a registration that waits for its address to be confirmed. The user's
  -- first session creates the workspace, since the token that confirms the address proves no session (SES-9).
  workspace_name text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Set: every credential of the user is void.
  disabled_at timestamptz,
  constraint users_reachable check (email is not null or phone is not null)
);
create unique index users_phone_key on auth.users (phone);
grant select, insert,
  update (email, email_verified_at, phone, name, password_hash, password_changed_at, factors,
    workspace_name, updated_at, disabled_at)
  on auth.users to bulkhead_auth;

-- Platform admins run the installation, and have no role in a tenant. Only the command line makes one.
create table auth.platform_admins (
  user_id uuid primary key constraint platform_admins_user references auth.users (id) on delete cascade,
  created_at timestamptz not null
);
grant select, insert on auth.platform_admins to bulkhead_auth;

-- The security log: what happens to users and their credentials. Append-only for the server.
create table auth.events (
  id uuid primary key,
  -- The transaction stands before the number, so that Postgres assigns its id before it draws the number: once all
  -- transactions older than one that began later are over, the rows up to the highest number are final.
  transaction_id xid8 not null default pg_current_xact_id(),
  number bigint generated always as identity,
  at timestamptz not null,
  -- OWASP's logging vocabulary: authn_login_success, session_created, …
  kind text not null,
  outcome text not null constraint events_outcome_known check (outcome in ('success', 'failure')),
  -- The user who acted, and the user who was acted upon. No foreign keys: the log outlives them.
  actor_id uuid,
  user_id uuid,
  -- What it was done to, where that is more than the user: a session, say.
  target_id uuid,
  address inet,
  request_id uuid,
  -- Without secrets and without addresses of persons.
  detail jsonb not null default '{}'
);
create unique index events_number on auth.events (number);
create index events_of_user on auth.events (user_id, id);
-- Number and transaction are the database's to fill in.
grant select, insert (id, at, kind, outcome, actor_id, user_id, target_id, address, request_id, detail)
  on auth.events to bulkhead_auth;
