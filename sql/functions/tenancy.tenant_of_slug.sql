-- The id of a slug's tenant, and nothing else. Runs as its owner: a slug has to be found before there is a tenant to
-- set.
create or replace function tenancy.tenant_of_slug(wanted text) returns uuid
language sql stable security definer set search_path = '' as $$
  select id from tenancy.tenants where slug = wanted
$$;
grant execute on function tenancy.tenant_of_slug(text) to bulkhead_app;
