-- E-mails, text messages and calls to many contacts.
create table app.campaigns (
  like tenancy.resource_columns including all,
  name text not null constraint campaigns_name_length check (char_length(name) between 1 and 200),
  channel text not null constraint campaigns_channel_known check (channel in ('email', 'sms', 'voice')),
  subject text constraint campaigns_subject_given check (channel <> 'email' or subject is not null),
  body text not null constraint campaigns_body_of_sms check (channel <> 'sms' or char_length(body) <= 1600),
  from_name text,
  phone_id uuid constraint campaigns_phone_given check (channel = 'email' or phone_id is not null),
  audience text[] not null default '{}',
  rate bigint constraint campaigns_rate_range check (rate between 1 and 6000),
  scheduled_at timestamptz,
  status text not null default 'draft' constraint campaigns_status_known
    check (status in ('draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled', 'failed')),
  constraint campaigns_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id)
    on delete cascade
);
create index campaigns_newest on app.campaigns (tenant_id, created_at desc, id desc);
create index campaigns_of_phone on app.campaigns (tenant_id, phone_id, created_at desc, id desc);
create index campaigns_of_channel on app.campaigns (tenant_id, channel, created_at desc, id desc);
create index campaigns_of_status on app.campaigns (tenant_id, status, created_at desc, id desc);
create index campaigns_by_name on app.campaigns (tenant_id, name, id);
select tenancy.protect('app.campaigns', 'shared', searched => '{name,subject}');
