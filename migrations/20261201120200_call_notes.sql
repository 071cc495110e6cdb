create table app.call_notes (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  body text not null constraint call_notes_body_length check (char_length(body) between 1 and 10000),
  lead_id uuid,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  primary key (tenant_id, id),
  -- A note outlives its lead, once that has left the trash.
  constraint call_notes_lead foreign key (tenant_id, lead_id) references app.leads (tenant_id, id)
    on delete set null (lead_id)
);
create index call_notes_newest on app.call_notes (tenant_id, created_at desc, id desc);
create index call_notes_of_lead on app.call_notes (tenant_id, lead_id, created_at desc, id desc);
select tenancy.protect('app.call_notes', 'shared', searched => '{body}');
