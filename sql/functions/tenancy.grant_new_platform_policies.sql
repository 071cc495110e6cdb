-- Trigger: calls tenancy.grant_platform_policies for a table that gets its class.
create or replace function tenancy.grant_new_platform_policies() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform tenancy.grant_platform_policies(new.table_name);
  return null;
end $$;
