create table app.message_agents (
  like tenancy.resource_columns including all,
  name text not null constraint message_agents_name_length check (char_length(name) between 1 and 200),
  phone_id uuid not null,
  prompt_id uuid,
  active boolean not null default false,
  constraint message_agents_phone foreign key (tenant_id, phone_id) references app.phones (tenant_id, id)
    on delete cascade,
  constraint message_agents_prompt foreign key (tenant_id, prompt_id) references app.prompts (tenant_id, id)
    on delete set null (prompt_id)
);
create unique index message_agents_one_active on app.message_agents (tenant_id, phone_id)
  where active and deleted_at is null;
create index message_agents_newest on app.message_agents (tenant_id, created_at desc, id desc);
create index message_agents_of_phone on app.message_agents (tenant_id, phone_id, created_at desc, id desc);
-- For the foreign key.
create index message_agents_of_prompt on app.message_agents (tenant_id, prompt_id);
create index message_agents_by_name on app.message_agents (tenant_id, name, id);
select tenancy.protect('app.message_agents', 'shared');
