-- Trigger: refuses a file that a tenant's storage quota has no room for. SQLSTATE BH429. Files that come at the same time
-- are counted one after the other.
-- Runs as its owner: no policy shows a member another's private files. It tells nothing but the refusal.
create or replace function tenancy.count_stored_bytes() returns trigger
language plpgsql security definer set search_path = '' set jit = off as $$
declare
  quota bigint;
begin
  if (select t.storage_quota is null from tenancy.tenants t where t.id = new.tenant_id) then return null; end if;
  select t.storage_quota into quota from tenancy.tenants t where t.id = new.tenant_id for no key update;
  if (select sum(f.size) from tenancy.image_files f where f.tenant_id = new.tenant_id) > quota then
    raise exception 'the tenant has all its bytes' using errcode = 'BH429';
  end if;
  return null;
end $$;
