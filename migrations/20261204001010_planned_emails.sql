-- no-transaction
-- For tenancy.due_emails, and for the next e-mail of a tenant.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists attempts_planned_emails on app.attempts (tenant_id, due_at, id)
  where state = 'planned' and kind = 'email';
