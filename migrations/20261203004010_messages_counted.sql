-- no-transaction
-- What analytics counts of text messages, so that it reads the index alone.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists messages_counted
  on app.messages (tenant_id, created_at) include (direction, status, segments, simulated)
  where deleted_at is null;
