create table app.agents (
  like tenancy.resource_columns including all,
  name text not null constraint agents_name_length check (char_length(name) between 1 and 200),
  direction text not null constraint agents_direction_known check (direction in ('incoming', 'outgoing')),
  phone_id uuid not null,
  prompt_id uuid,
  greeting text constraint agents_greeting_length check (char_length(greeting) between 1 and 2000),
  voice text constraint agents_voice_length check (char_length(voice) between 1 and 100),
  language text,
  active boolean not null default false,
  -- An agent is of no use without its phone, and goes on without its prompt.
  constraint agents_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id) on delete cascade,
  constraint agents_prompt foreign key (tenant_id, prompt_id) references app.prompts (tenant_id, id)
    on delete set null (prompt_id)
);
create unique index agents_one_active on app.agents (tenant_id, phone_id, direction)
  where active and deleted_at is null;
create index agents_newest on app.agents (tenant_id, created_at desc, id desc);
create index agents_of_phone on app.agents (tenant_id, phone_id, created_at desc, id desc);
-- For the foreign key.
create index agents_of_prompt on app.agents (tenant_id, prompt_id);
create index agents_by_name on app.agents (tenant_id, name, id);
select tenancy.protect('app.agents', 'shared');
