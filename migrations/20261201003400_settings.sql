create table app.settings (
  like tenancy.resource_columns including all,
  key text collate "C" not null constraint settings_key_form check (key ~ '^[a-z0-9._-]{1,100}$'),
  value jsonb not null
);
create unique index settings_key on app.settings (tenant_id, key);
select tenancy.protect('app.settings', 'shared');
