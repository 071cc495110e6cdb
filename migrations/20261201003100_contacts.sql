create table app.contacts (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  name text not null constraint contacts_name_length check (char_length(name) between 1 and 200),
  email text,
  phone text,
  company text,
  tags text[] not null default '{}',
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create index contacts_newest on app.contacts (tenant_id, created_at desc, id desc);
select tenancy.protect('app.contacts', 'shared', searched => '{name,email,phone,company}');
