-- no-transaction
-- Calls that carriers are to cancel.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists attempts_cancelling on app.attempts (cancel_due_at)
  where cancel_due_at is not null;
