-- The server takes no advisory locks of its own, so that sql/roles.sql can keep it from taking them without end. The claim of
-- an idempotency key runs as its owner and sees the caller's own keys alone: by its predicates, and by this policy.
create policy owner_claims on tenancy.idempotency_keys for select to bulkhead_owner
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
    and owner_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- As before, with its owner's rights.
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
