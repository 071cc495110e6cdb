-- Text messages of a tenant's phones, incoming and outgoing, as the carrier tells of them.
create table app.messages (
  like tenancy.resource_columns including all,
  phone_id uuid not null,
  agent_id uuid,
  direction text not null constraint messages_direction_known check (direction in ('incoming', 'outgoing')),
  "from" text not null,
  "to" text not null,
  body text not null,
  segments bigint,
  status text not null default 'queued'
    constraint messages_status_known check (status in ('accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered',
      'undelivered', 'failed', 'canceled', 'read', 'partially_delivered', 'receiving', 'received')),
  carrier_sid text,
  error_code text,
  simulated boolean not null default false,
  -- Set with the first final status.
  ended_at timestamptz,
  constraint messages_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id) on delete cascade,
  constraint messages_agent foreign key (tenant_id, agent_id) references app.message_agents (tenant_id, id)
    on delete set null (agent_id)
);
create unique index messages_carrier_sid on app.messages (tenant_id, phone_id, carrier_sid);
create index messages_newest on app.messages (tenant_id, created_at desc, id desc);
create index messages_of_phone on app.messages (tenant_id, phone_id, created_at desc, id desc);
create index messages_of_status on app.messages (tenant_id, status, created_at desc, id desc);
-- For the foreign key.
create index messages_of_agent on app.messages (tenant_id, agent_id);
select tenancy.protect('app.messages', 'shared', secrets => '{from,to,body}', settled => 'ended_at');
