-- Housekeeping sees how old an attempt is that has ended, and deletes those that are past use; the purge of a tenant sees
-- the rows that it deletes.
create policy platform_expires_reads on app.attempts for select to bulkhead_platform
  using (ended_at < statement_timestamp() - interval '30 days');
create policy platform_expires on app.attempts for delete to bulkhead_platform
  using (ended_at < statement_timestamp() - interval '30 days');
create policy platform_purges_reads on app.attempts for select to bulkhead_platform using (exists (
  select from tenancy.tenants t
  where t.id = attempts.tenant_id and t.deleted_at < statement_timestamp() - interval '30 days'));
grant select (id, ended_at), delete on app.attempts to bulkhead_platform;
