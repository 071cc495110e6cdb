-- no-transaction
-- For the foreign key, and for what a campaign withdraws.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists attempts_of_recipient on app.attempts (tenant_id, recipient_id)
  where recipient_id is not null;
