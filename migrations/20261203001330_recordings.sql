create table app.recordings (
  like tenancy.resource_columns including all,
  call_id uuid not null,
  duration_seconds bigint constraint recordings_duration_seconds_range check (duration_seconds between 0 and 86400),
  url text,
  constraint recordings_call foreign key (tenant_id, call_id) references app.calls (tenant_id, id) on delete cascade
);
create index recordings_newest on app.recordings (tenant_id, created_at desc, id desc);
create index recordings_of_call on app.recordings (tenant_id, call_id, created_at desc, id desc);
select tenancy.protect('app.recordings', 'shared');
