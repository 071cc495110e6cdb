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
