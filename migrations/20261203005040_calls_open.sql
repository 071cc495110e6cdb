-- no-transaction
-- Calls of which the end isn't known, by age: what the carrier is asked about.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists calls_open on app.calls (created_at) where ended_at is null;
