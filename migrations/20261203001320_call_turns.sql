-- The transcript of a call: what the agent heard, and what it said.
create table app.call_turns (
  like tenancy.resource_columns including all,
  call_id uuid not null,
  number bigint not null constraint call_turns_number_range check (number > 0),
  heard text,
  said text,
  constraint call_turns_call foreign key (tenant_id, call_id) references app.calls (tenant_id, id) on delete cascade
);
create unique index call_turns_number on app.call_turns (tenant_id, call_id, number);
select tenancy.protect('app.call_turns', 'shared', secrets => '{heard,said}');
