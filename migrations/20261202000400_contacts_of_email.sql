-- no-transaction
create index concurrently contacts_of_email on app.contacts (tenant_id, email, created_at desc, id desc);
