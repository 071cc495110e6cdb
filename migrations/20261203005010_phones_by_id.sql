-- no-transaction
-- A webhook names the phone before a tenant is known.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists phones_by_id on app.phones (id) where deleted_at is null;
