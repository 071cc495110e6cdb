-- From when on a phone may begin its next call or send its next message, over all nodes. It changes with each, so it is
-- no part of the phone, whose changes are logged.
create table app.rate_slots (
  tenant_id uuid not null,
  phone_id uuid not null,
  kind text not null constraint rate_slots_kind_known check (kind in ('call', 'message')),
  next_at timestamptz not null,
  primary key (tenant_id, phone_id, kind),
  constraint rate_slots_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id) on delete cascade
);
insert into tenancy.classes (table_name, class) values ('app.rate_slots', 'shared');
select tenancy.force_row_security('app.rate_slots');
select tenancy.isolate('app.rate_slots', 'shared');
grant select, insert, update on app.rate_slots to bulkhead_app;
