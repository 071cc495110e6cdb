-- Lets tenancy.owners_of_trash and tenancy.enter_trash see what is in the trash of a table whose rows not all members
-- see, in the tenant of the context.
create or replace function tenancy.allow_trash_lookup(emptied regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy owner_finds_trash on %s for select to bulkhead_owner
    using (tenant_id = current_setting(''app.tenant_id'')::uuid and deleted_at is not null)', emptied);
end $$;
