-- no-transaction
-- Attempts by when they ended, of which the old ones are deleted.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists attempts_ended on app.attempts (ended_at) where ended_at is not null;
