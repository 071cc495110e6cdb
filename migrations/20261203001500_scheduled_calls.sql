-- Calls to be placed at a time.
create table app.scheduled_calls (
  like tenancy.resource_columns including all,
  phone_id uuid not null,
  agent_id uuid,
  prompt_id uuid,
  "to" text not null constraint scheduled_calls_to_form check ("to" ~ '^\+[1-9][0-9]{6,14}$'),
  scheduled_at timestamptz not null,
  status text not null default 'pending' constraint scheduled_calls_status_known
    check (status in ('pending', 'running', 'completed', 'failed', 'cancelled')),
  error_code text,
  -- Whether it isn't known if the carrier has taken it.
  in_doubt boolean not null default false,
  constraint scheduled_calls_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id)
    on delete cascade,
  constraint scheduled_calls_agent foreign key (tenant_id, agent_id) references app.agents (tenant_id, id)
    on delete set null (agent_id),
  constraint scheduled_calls_prompt foreign key (tenant_id, prompt_id) references app.prompts (tenant_id, id)
    on delete set null (prompt_id)
);
create index scheduled_calls_newest on app.scheduled_calls (tenant_id, created_at desc, id desc);
create index scheduled_calls_by_scheduled_at on app.scheduled_calls (tenant_id, scheduled_at, id);
create index scheduled_calls_of_phone on app.scheduled_calls (tenant_id, phone_id, created_at desc, id desc);
create index scheduled_calls_of_status on app.scheduled_calls (tenant_id, status, created_at desc, id desc);
-- For the foreign keys.
create index scheduled_calls_of_agent on app.scheduled_calls (tenant_id, agent_id);
create index scheduled_calls_of_prompt on app.scheduled_calls (tenant_id, prompt_id);
select tenancy.protect('app.scheduled_calls', 'shared', secrets => '{to}');
