-- Creates a tenant with its first owner. It becomes the owner's home tenant where they have none yet.
create or replace function tenancy.create_tenant(owner uuid, new_tenant uuid, new_slug text, new_name text,
  new_kind text, request uuid)
returns void language plpgsql set search_path = '' as $$
declare
  ignored text;
begin
  ignored := set_config('app.user_id', owner::text, true);
  ignored := set_config('app.tenant_id', new_tenant::text, true);
  ignored := set_config('app.request_id', coalesce(request::text, ''), true);
  insert into tenancy.tenants (tenant_id, id, slug, name, kind)
    values (new_tenant, new_tenant, new_slug, new_name, new_kind);
  insert into tenancy.memberships (tenant_id, user_id, role) values (new_tenant, owner, 'owner');
  insert into tenancy.homes (user_id, tenant_id) values (owner, new_tenant) on conflict (user_id) do nothing;
end $$;
grant execute on function tenancy.create_tenant(uuid, uuid, text, text, text, uuid) to bulkhead_app;
