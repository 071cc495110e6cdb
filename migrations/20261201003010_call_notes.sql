create table app.call_notes (
  like tenancy.resource_columns including all,
  body text not null constraint call_notes_body_length check (char_length(body) between 1 and 10000),
  lead_id uuid,
  -- A note outlives its lead, once that has left the trash.
  constraint call_notes_lead foreign key (tenant_id, lead_id) references app.leads (tenant_id, id)
    on delete set null (lead_id)
);
create index call_notes_newest on app.call_notes (tenant_id, created_at desc, id desc);
create index call_notes_of_lead on app.call_notes (tenant_id, lead_id, created_at desc, id desc);
select tenancy.protect('app.call_notes', 'shared', searched => '{body}');
