create table app.leads (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  name text not null constraint leads_name_length check (char_length(name) between 1 and 200),
  email text,
  phone text,
  company text,
  source text,
  status text not null default 'new'
    constraint leads_status_known check (status in ('new', 'contacted', 'qualified', 'won', 'lost')),
  notes text,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create index leads_newest on app.leads (tenant_id, created_at desc, id desc);
select tenancy.protect('app.leads', 'shared', searched => '{name,email,phone,company}');
