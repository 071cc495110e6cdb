-- no-transaction
create index concurrently leads_of_email on app.leads (tenant_id, email, created_at desc, id desc);
