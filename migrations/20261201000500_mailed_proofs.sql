-- The proofs of identity that messages carry: tokens and codes.

-- Tokens that are sent to an address and prove that their bearer reads it: to confirm the address, to change it, to
-- reset a password.
create table auth.email_tokens (
  purpose text not null
    constraint email_tokens_purpose_known check (purpose in ('verify_email', 'change_email', 'reset_password')),
  user_id uuid not null constraint email_tokens_user references auth.users (id) on delete cascade,
  -- The token itself is in the e-mail and nowhere else.
  token_hash bytea not null constraint email_tokens_token_hash_key unique
    constraint email_tokens_token_hash_is_sha256 check (octet_length(token_hash) = 32),
  -- Where it was sent.
  address text not null constraint email_tokens_address_length check (octet_length(address) between 6 and 254),
  -- What the requesting client gets back with it.
  note text constraint email_tokens_note_length check (char_length(note) <= 200),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- A new token replaces the previous one.
  primary key (purpose, user_id)
);
create index email_tokens_of_user on auth.email_tokens (user_id);
grant select, insert, delete, update (token_hash, address, note, created_at, expires_at)
  on auth.email_tokens to bulkhead_auth;

-- Codes that prove a contact: an address or a phone number. Keys are hashes, so that the tables don't say who asked. A
-- contact has one code in each lane: the lane of all unknown devices, and one for each known device, so that guesses
-- from elsewhere can't use up the owner's code.
create table auth.codes (
  contact_key bytea not null,
  -- Empty, or the fingerprint of a known device.
  lane bytea not null,
  -- Of the device that asked; another device's guess never matches.
  device_key bytea not null,
  -- Keyed: a copy of this table can't be searched for the million codes there are.
  code_mac bytea not null constraint codes_mac_length check (octet_length(code_mac) = 32),
  -- Guesses, right or wrong, counted before the comparison.
  -- squawk-ignore prefer-bigint-over-int
  guesses integer not null default 0,
  expires_at timestamptz not null,
  primary key (contact_key, lane)
);
grant select, insert, delete, update (device_key, code_mac, guesses, expires_at) on auth.codes to bulkhead_auth;

-- The pause of a device after three wrong codes for a contact.
create table auth.code_pauses (
  contact_key bytea not null,
  device_key bytea not null,
  -- squawk-ignore prefer-bigint-over-int
  failures integer not null,
  blocked_until timestamptz,
  last_at timestamptz not null,
  primary key (contact_key, device_key)
);
grant select, insert, delete, update (failures, blocked_until, last_at) on auth.code_pauses to bulkhead_auth;
