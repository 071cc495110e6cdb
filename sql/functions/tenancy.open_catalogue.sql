-- Lets all users read a catalogue table, and platform admins write it.
create or replace function tenancy.open_catalogue(protected regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy catalog_read on %s for select to bulkhead_app using (true)', protected);
  execute format('create policy catalog_admin on %s to bulkhead_platform using (true) with check (true)', protected);
  execute format('grant select on %s to bulkhead_app', protected);
  execute format('grant select, insert, update on %s to bulkhead_platform', protected);
end $$;
