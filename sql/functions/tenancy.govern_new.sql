-- Trigger: calls tenancy.govern for a table that gets its class.
create or replace function tenancy.govern_new() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform tenancy.govern(new.table_name);
  return null;
end $$;
