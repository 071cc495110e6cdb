-- no-transaction
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists leads_of_email on app.leads (tenant_id, email, created_at desc, id desc);
