-- Trigger: takes a tenant that is being closed from the users whose home it is. Runs as its owner: the homes are of
-- many users.
create or replace function tenancy.rehome_all() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from tenancy.homes where tenant_id = new.id;
  return null;
end $$;
