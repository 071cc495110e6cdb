-- no-transaction
-- A lead that is assigned to no member has no entry, so that making one writes an index less.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists leads_assigned on app.leads (tenant_id, assignee_id, created_at desc, id desc)
  where assignee_id is not null;
