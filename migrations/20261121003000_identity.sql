-- What proofs of identity add to users and sessions, and the letters that wait to be sent.

-- Whoever came with a phone number has no address; everybody has one of the two.
-- No version before this one makes a user without an address, and none is started beside those that do.
alter table auth.users
  -- squawk-ignore ban-drop-not-null
  alter column email drop not null,
  -- Since when the user is known to read this address.
  add column email_verified_at timestamptz,
  -- E.164. Stands here only once its owner has proved that they hold it.
  add column phone text constraint users_phone_form check (phone ~ '^\+[1-9][0-9]{6,14}$');
-- The column is new and empty: there is nothing to read.
-- squawk-ignore require-concurrent-index-creation
create unique index users_phone_key on auth.users (phone);
-- Every row has an address so far, which one pass over a small table finds.
-- squawk-ignore constraint-missing-not-valid
alter table auth.users add constraint users_reachable check (email is not null or phone is not null);
grant update (email_verified_at, phone) on auth.users to bulkhead_auth;

alter table auth.sessions
  -- When the user last proved, in this session, who they are. Sensitive changes ask for a recent proof.
  add column proved_at timestamptz not null default 'epoch',
  -- Whether the proof was one of two factors.
  add column second_factor boolean not null default false,
  -- The second factor is still owed: such a session opens nothing but the routes that ask for it.
  add column pending boolean not null default false;
grant update (proved_at, second_factor, pending) on auth.sessions to bulkhead_auth;

-- Letters and text messages that an act decided to send, in the act's own transaction: what is rolled back sends nothing,
-- and what is committed is sent, also after a crash. A row goes when it is sent.
create table auth.outbox (
  id uuid primary key,
  channel text not null constraint outbox_channel_known check (channel in ('mail', 'sms')),
  -- To whom and what, encrypted: it holds codes and links that open accounts.
  sealed bytea not null,
  created_at timestamptz not null,
  -- When to try (again). Also set ahead by the sender that is trying just now.
  due_at timestamptz not null,
  -- squawk-ignore prefer-bigint-over-int
  attempts integer not null default 0
);
create index outbox_due on auth.outbox (due_at);
grant select, insert, delete, update (due_at, attempts) on auth.outbox to bulkhead_auth;
-- Acts on tenants send letters as well. They can put one in, and can't read what waits there.
grant usage on schema auth to bulkhead_app, bulkhead_platform;
grant insert on auth.outbox to bulkhead_app, bulkhead_platform;
