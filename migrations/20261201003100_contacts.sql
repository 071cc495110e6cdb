create table app.contacts (
  like tenancy.resource_columns including all,
  name text not null constraint contacts_name_length check (char_length(name) between 1 and 200),
  email text,
  phone text,
  company text,
  tags text[] not null default '{}'
);
create index contacts_newest on app.contacts (tenant_id, created_at desc, id desc);
select tenancy.protect('app.contacts', 'shared', searched => '{name,email,phone,company}');
