create table app.prompts (
  like tenancy.resource_columns including all,
  name text not null constraint prompts_name_length check (char_length(name) between 1 and 200),
  body text not null constraint prompts_body_length check (char_length(body) between 1 and 20000),
  kind text not null default 'voice' constraint prompts_kind_known check (kind in ('voice', 'message'))
);
create index prompts_newest on app.prompts (tenant_id, created_at desc, id desc);
create index prompts_of_kind on app.prompts (tenant_id, kind, created_at desc, id desc);
create index prompts_by_name on app.prompts (tenant_id, name, id);
select tenancy.protect('app.prompts', 'shared', searched => '{name,body}');
