-- The responses to requests with an Idempotency-Key: stored by the unit of work that did the act, so that there is a
-- response if and only if the act is done.
create table tenancy.idempotency_keys (
  tenant_id uuid not null constraint idempotency_keys_tenant references tenancy.tenants (id) on delete cascade,
  -- Whose key it is: the same text is another key for another user.
  owner_id uuid not null,
  key text not null constraint idempotency_keys_key_length check (char_length(key) between 1 and 255),
  -- Of the method, the path with its query, and the body.
  fingerprint bytea not null constraint idempotency_keys_fingerprint_length check (octet_length(fingerprint) = 32),
  status bigint not null,
  headers jsonb not null,
  body bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, owner_id, key)
);
create index idempotency_keys_oldest on tenancy.idempotency_keys (created_at);

insert into tenancy.classes (table_name, class) values ('tenancy.idempotency_keys', 'private');
select tenancy.force_row_security('tenancy.idempotency_keys');
select tenancy.isolate('tenancy.idempotency_keys', 'private');
grant select, insert, update on tenancy.idempotency_keys to bulkhead_app;

-- Housekeeping sees the age of a key, and deletes expired ones; the purge of a tenant sees the rows that it deletes.
create policy platform_expires_reads on tenancy.idempotency_keys for select to bulkhead_platform
  using (created_at < statement_timestamp() - interval '24 hours');
create policy platform_expires on tenancy.idempotency_keys for delete to bulkhead_platform
  using (created_at < statement_timestamp() - interval '24 hours');
create policy platform_purges_reads on tenancy.idempotency_keys for select to bulkhead_platform using (exists (
  select from tenancy.tenants t
  where t.id = idempotency_keys.tenant_id and t.deleted_at < statement_timestamp() - interval '30 days'));
grant select (created_at), delete on tenancy.idempotency_keys to bulkhead_platform;

create policy owner_claims on tenancy.idempotency_keys for select to bulkhead_owner
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
    and owner_id = nullif(current_setting('app.user_id', true), '')::uuid);
-- Claims an idempotency key for the rest of the transaction, and answers what is stored under it: one row, whose
-- columns but the first are null where nothing is stored. Each statement sees what was committed before it began, so
-- the next holder of the claim sees the response that the previous one stored.
-- Runs as its owner, who alone may take an advisory lock; its predicates and the policy owner_claims show it the
-- caller's own keys.
create or replace function tenancy.claim_key(wanted text, since timestamptz)
returns table (claimed boolean, fingerprint bytea, status bigint, headers jsonb, body bytea)
language plpgsql volatile security definer rows 1 set search_path = '' as $$
declare
  tenant uuid := current_setting('app.tenant_id')::uuid;
  claimant uuid := current_setting('app.user_id')::uuid;
begin
  if not pg_try_advisory_xact_lock(hashtextextended(concat_ws('/', tenant, claimant, wanted), 0)) then
    return query select false, null::bytea, null::bigint, null::jsonb, null::bytea;
    return;
  end if;
  return query
    select true, k.fingerprint, k.status, k.headers, k.body
    from (select) here
    left join tenancy.idempotency_keys k
      on k.tenant_id = tenant and k.owner_id = claimant and k.key = wanted and k.created_at > since;
end $$;
grant execute on function tenancy.claim_key(text, timestamptz) to bulkhead_app;
