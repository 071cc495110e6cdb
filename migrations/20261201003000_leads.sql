create table app.leads (
  like tenancy.resource_columns including all,
  name text not null constraint leads_name_length check (char_length(name) between 1 and 200),
  email text,
  phone text,
  company text,
  source text,
  status text not null default 'new'
    constraint leads_status_known check (status in ('new', 'contacted', 'qualified', 'won', 'lost')),
  notes text,
  -- Who works on it: a member, when it is assigned. No foreign key: the id stays when the member leaves, as the
  -- owner's does.
  assignee_id uuid
);
create index leads_newest on app.leads (tenant_id, created_at desc, id desc);
create index leads_of_assignee on app.leads (tenant_id, assignee_id, created_at desc, id desc);
select tenancy.protect('app.leads', 'shared', searched => '{name,email,phone,company}');
