-- The tenant of an invitation's token, and nothing else. Runs as its owner: the caller is in no tenant yet.
create or replace function tenancy.tenant_of_invitation(token bytea) returns uuid
language sql stable security definer set search_path = '' as $$
  select tenant_id from tenancy.invitations where token_hash = token
$$;
grant execute on function tenancy.tenant_of_invitation(bytea) to bulkhead_app;
