-- no-transaction
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists call_notes_of_call
  on app.call_notes (tenant_id, call_id, created_at desc, id desc);
