-- A user's API keys that still act for them, newest first: prefix, name, the tenant's name, and how many there are in
-- all. Runs as its owner: the keys are of several tenants, and the role that changes passwords is in none.
create or replace function auth.api_keys_of(maker uuid, at timestamptz, most integer)
returns table (prefix text, name text, tenant text, in_all bigint)
language plpgsql stable rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select k.prefix, k.name, t.name, count(*) over ()
    from tenancy.api_keys k
      join tenancy.tenants t on t.tenant_id = k.tenant_id and t.id = k.tenant_id
      join tenancy.memberships m on m.tenant_id = k.tenant_id and m.user_id = k.owner_id
    where k.owner_id = maker and k.deleted_at is null and k.expires_at > at and t.deleted_at is null
    order by k.id desc limit most;
end $$;
grant execute on function auth.api_keys_of(uuid, timestamptz, integer) to bulkhead_auth;
