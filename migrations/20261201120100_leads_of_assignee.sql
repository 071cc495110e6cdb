-- no-transaction
create index concurrently if not exists leads_of_assignee
  on app.leads (tenant_id, assignee_id, created_at desc, id desc);
