-- Tokens that go to an address, to find out who reads it: to confirm the address, to change it, to reset a password.

create table auth.mailed_tokens (
  purpose text not null
    constraint mailed_tokens_purpose_known check (purpose in ('verify_email', 'change_email', 'reset_password')),
  user_id uuid not null constraint mailed_tokens_user references auth.users (id) on delete cascade,
  -- The token itself is in the letter and nowhere else.
  token_hash bytea not null constraint mailed_tokens_token_hash_key unique
    constraint mailed_tokens_token_hash_is_sha256 check (octet_length(token_hash) = 32),
  -- Where it was sent: what it proves is that its bearer reads this address.
  address text not null constraint mailed_tokens_address_length check (octet_length(address) between 6 and 254),
  -- What whoever asked wants to have back with it.
  note text constraint mailed_tokens_note_length check (char_length(note) <= 200),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- A new one takes the place of the one before.
  primary key (purpose, user_id)
);
create index mailed_tokens_of_user on auth.mailed_tokens (user_id);

-- How often something was sent to an address, known or not, so that nobody is flooded with letters.
create table auth.mailings (
  -- sha256 of purpose and address.
  key bytea primary key,
  -- Those within the hour, oldest first.
  recent timestamptz[] not null,
  last_at timestamptz not null
) with (fillfactor = 70);

grant select, insert, delete, update (token_hash, address, note, created_at, expires_at)
  on auth.mailed_tokens to bulkhead_auth;
grant select, insert, delete, update (recent, last_at) on auth.mailings to bulkhead_auth;
-- A session gets another token when its user proves more.
grant update (token_hash) on auth.sessions to bulkhead_auth;
