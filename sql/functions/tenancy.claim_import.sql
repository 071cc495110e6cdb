-- Claims the imports into a table for the rest of the transaction, in the tenant that was entered: of two imports that
-- find rows by their values, each then sees what the other has stored.
-- Runs as its owner, who alone may take an advisory lock.
create or replace function tenancy.claim_import(wanted text) returns boolean
language sql volatile security definer set search_path = '' as $$
  select pg_try_advisory_xact_lock(
    hashtextextended(concat_ws('/', current_setting('app.tenant_id')::uuid, 'import', wanted), 0))
$$;
grant execute on function tenancy.claim_import(text) to bulkhead_app;
