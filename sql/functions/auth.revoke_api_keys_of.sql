-- Revokes a user's live API keys in all tenants: also where the tenant is closed or suspended, or the user has left
-- it, since these may come back. Sets the context for one tenant after the other, and empties it at the end.
create or replace function auth.revoke_api_keys_of(maker uuid, at timestamptz, request uuid)
returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  tenant uuid;
begin
  perform set_config('app.user_id', maker::text, true), set_config('app.request_id', coalesce(request::text, ''), true);
  for tenant in select distinct k.tenant_id from tenancy.api_keys k
      where k.owner_id = maker and k.deleted_at is null and k.expires_at > at order by k.tenant_id loop
    perform set_config('app.tenant_id', tenant::text, true);
    update tenancy.api_keys k set deleted_at = statement_timestamp()
      where k.tenant_id = tenant and k.owner_id = maker and k.deleted_at is null and k.expires_at > at;
  end loop;
  perform set_config('app.user_id', '', true), set_config('app.tenant_id', '', true),
    set_config('app.request_id', '', true);
end $$;
grant execute on function auth.revoke_api_keys_of(uuid, timestamptz, uuid) to bulkhead_auth;
