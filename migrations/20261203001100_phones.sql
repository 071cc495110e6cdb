-- Numbers of a tenant at a carrier. Another tenant may hold the same number.
create table app.phones (
  like tenancy.resource_columns including all,
  number text not null constraint phones_number_form check (number ~ '^\+[1-9][0-9]{6,14}$'),
  label text constraint phones_label_length check (char_length(label) between 1 and 200),
  provider text not null default 'simulated'
    constraint phones_provider_known check (provider in ('twilio', 'simulated')),
  account_sid text constraint phones_account_sid_given check (provider <> 'twilio' or account_sid is not null),
  -- Encrypted, as each field that is a secret.
  auth_token bytea constraint phones_auth_token_given check (provider <> 'twilio' or auth_token is not null),
  -- The token that this one replaced, as it was encrypted, and when: webhooks may still be signed with it for a day.
  previous_auth_token bytea,
  auth_token_replaced_at timestamptz,
  calls_per_second bigint not null
    constraint phones_calls_per_second_range check (calls_per_second between 1 and 1000),
  segments_per_second bigint not null
    constraint phones_segments_per_second_range check (segments_per_second between 1 and 1000),
  -- Whether the carrier sends the number's calls and messages here; null until that is known.
  receiving boolean,
  -- Why nothing is sent from it at present.
  blocked_reason text
);
create unique index phones_number on app.phones (tenant_id, number) where deleted_at is null;
create index phones_newest on app.phones (tenant_id, created_at desc, id desc);
select tenancy.protect('app.phones', 'shared', secrets => '{auth_token,previous_auth_token}');
