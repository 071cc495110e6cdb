-- Codes that prove a contact: an address or a phone number. Keys are hashes, so that the tables say nothing of who asked.

-- One code at a time for a contact and lane: the lane of everybody, and one of its own for each known device, so that guesses
-- from elsewhere can't use up the owner's code.
create table auth.codes (
  contact_key bytea not null,
  -- Empty, or the fingerprint of a known device.
  lane bytea not null,
  -- Of the device that asked; another one's guess never matches.
  device_key bytea not null,
  -- Keyed: a copy of this table can't be searched for the million codes there are.
  code_mac bytea not null constraint codes_mac_length check (octet_length(code_mac) = 32),
  -- Compared with the code, right or wrong, and counted before the comparison.
  -- squawk-ignore prefer-bigint-over-int
  guesses integer not null default 0,
  expires_at timestamptz not null,
  primary key (contact_key, lane)
);

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

-- When messages were asked for, so that nobody can be bombed with them or run up a bill.
create table auth.code_sends (
  scope text not null constraint code_sends_scope_known check (scope in ('contact', 'device', 'client')),
  key bytea not null,
  recent timestamptz[] not null,
  last_at timestamptz not null,
  primary key (scope, key)
);

grant select, insert, delete, update (device_key, code_mac, guesses, expires_at) on auth.codes to bulkhead_auth;
grant select, insert, delete, update (failures, blocked_until, last_at) on auth.code_pauses to bulkhead_auth;
grant select, insert, delete, update (recent, last_at) on auth.code_sends to bulkhead_auth;

-- Wrong codes count in the ledger of attempts: by contact, and by known device.
-- squawk-ignore ban-drop-constraint
alter table auth.attempts drop constraint attempts_scope_known;
-- The table holds ninety days of failures: one pass over it is short.
-- squawk-ignore constraint-missing-not-valid
alter table auth.attempts add constraint attempts_scope_known
  check (scope in ('account', 'device', 'client', 'contact', 'contact_device'));
