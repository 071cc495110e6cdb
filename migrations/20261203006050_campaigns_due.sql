-- no-transaction
-- Campaigns that background work looks at.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists campaigns_due on app.campaigns (tenant_id, id)
  where status in ('scheduled', 'running') and deleted_at is null;
