-- What the carrier has of a number that isn't as the phone's webhook_urls say; empty where nothing is known to differ.
alter table app.phones add column webhook_differences text[] not null default '{}';

-- When the carrier is asked again what a number is set to. It changes daily, so it is no part of the phone, whose changes
-- are logged.
create table app.number_audits (
  tenant_id uuid not null,
  phone_id uuid not null,
  -- The phone's, at the last look: a phone that has changed since is looked at again.
  phone_version bigint not null,
  due_at timestamptz not null,
  primary key (tenant_id, phone_id),
  constraint number_audits_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id) on delete cascade
);
insert into tenancy.classes (table_name, class) values ('app.number_audits', 'shared');
select tenancy.force_row_security('app.number_audits');
select tenancy.isolate('app.number_audits', 'shared');
grant select, insert, update on app.number_audits to bulkhead_app;
-- For tenancy.phones_to_audit.
create policy owner_audits on app.number_audits for select to bulkhead_owner using (true);
