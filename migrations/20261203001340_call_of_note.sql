-- A note may be about a call, and outlives it.
alter table app.call_notes add column call_id uuid;
alter table app.call_notes add constraint call_notes_call foreign key (tenant_id, call_id)
  references app.calls (tenant_id, id) on delete set null (call_id) not valid;
