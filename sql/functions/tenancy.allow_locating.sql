-- Lets platform admins look up which tenant an id belongs to, and nothing else of the row: a denied access names its
-- owner by it.
create or replace function tenancy.allow_locating(protected regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy platform_locates on %s for select to bulkhead_platform using (true)', protected);
  execute format('grant select (tenant_id, id) on %s to bulkhead_platform', protected);
end $$;
