-- no-transaction
-- What analytics counts of calls, so that it reads the index alone.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists calls_counted
  on app.calls (tenant_id, created_at) include (direction, status, duration_seconds, simulated)
  where deleted_at is null;
