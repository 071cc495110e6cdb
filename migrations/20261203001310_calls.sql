-- Calls of a tenant's phones, incoming and outgoing, as the carrier tells of them.
create table app.calls (
  like tenancy.resource_columns including all,
  phone_id uuid not null,
  agent_id uuid,
  direction text not null constraint calls_direction_known check (direction in ('incoming', 'outgoing')),
  "from" text not null,
  "to" text not null,
  status text not null default 'queued'
    constraint calls_status_known check (status in ('queued', 'initiated', 'ringing', 'in-progress', 'completed', 'busy',
      'no-answer', 'failed', 'canceled')),
  carrier_sid text,
  duration_seconds bigint,
  answered_at timestamptz,
  -- Set with the first final status.
  ended_at timestamptz,
  error_code text,
  simulated boolean not null default false,
  -- A phone's calls go with it, once it has left the trash; they stay when an agent goes.
  constraint calls_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id) on delete cascade,
  constraint calls_agent foreign key (tenant_id, agent_id) references app.agents (tenant_id, id)
    on delete set null (agent_id)
);
create unique index calls_carrier_sid on app.calls (tenant_id, phone_id, carrier_sid);
create index calls_newest on app.calls (tenant_id, created_at desc, id desc);
create index calls_of_phone on app.calls (tenant_id, phone_id, created_at desc, id desc);
create index calls_of_status on app.calls (tenant_id, status, created_at desc, id desc);
-- For the foreign key.
create index calls_of_agent on app.calls (tenant_id, agent_id);
-- The carrier tells of a call several times: the change log has its beginning and its end, without the numbers.
select tenancy.protect('app.calls', 'shared', secrets => '{from,to}', settled => 'ended_at');
