-- Lets tenancy.owners_of_bin see what is in the trash of a private table, in the tenant of the context.
create or replace function tenancy.show_bin_of(emptied regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy owner_finds_bin on %s for select to bulkhead_owner
    using (tenant_id = current_setting(''app.tenant_id'')::uuid and deleted_at is not null)', emptied);
end $$;
