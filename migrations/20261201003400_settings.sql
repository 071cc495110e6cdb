create table app.settings (
  tenant_id uuid not null,
  id uuid not null,
  -- Its maker.
  owner_id uuid not null,
  key text collate "C" not null constraint settings_key_form check (key ~ '^[a-z0-9._-]{1,100}$'),
  value jsonb not null,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index settings_key on app.settings (tenant_id, key);
select tenancy.protect('app.settings', 'shared');
