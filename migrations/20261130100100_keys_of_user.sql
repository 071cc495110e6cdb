-- A user who chooses a new password is told which API keys act for them, and may revoke these in the same act.

-- The keys of a user that act for them still, newest first: how each begins, what it is called, its tenant's name, and how many
-- there are in all. They are of several tenants, and the role that changes passwords is in none, so it runs as its owner.
create function auth.api_keys_of(maker uuid, at timestamptz, most integer)
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

-- What runs as its owner revokes the keys of the user that the context names, in the tenant that it names, and changes none
-- otherwise; the tenant's log has it.
create policy owner_revokes_keys on tenancy.api_keys for update to bulkhead_owner
  using (tenant_id = current_setting('app.tenant_id')::uuid and owner_id = current_setting('app.user_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid and owner_id = current_setting('app.user_id')::uuid and deleted_at is not null);
create policy owner_records_changes on tenancy.changes for insert to bulkhead_owner
  with check (tenant_id = current_setting('app.tenant_id')::uuid and pg_trigger_depth() > 0);

-- Revokes the keys of a user that haven't expired, also where the tenant is closed or suspended, or the user has left it: these may
-- come back. The context is set for one tenant after the other, and is empty afterwards.
create function auth.revoke_api_keys_of(maker uuid, at timestamptz, request uuid)
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
  perform set_config('app.user_id', '', true), set_config('app.tenant_id', '', true), set_config('app.request_id', '', true);
end $$;
grant execute on function auth.revoke_api_keys_of(uuid, timestamptz, uuid) to bulkhead_auth;
