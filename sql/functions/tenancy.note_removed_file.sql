-- Trigger: notes a file that is gone from the database.
-- Runs as its owner: no role of the server has a privilege on tenancy.removed_files.
create or replace function tenancy.note_removed_file() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into tenancy.removed_files (key) values (old.tenant_id || '/' || old.id);
  return null;
end $$;
