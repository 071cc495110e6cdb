-- Lets the job that empties the trash, and no other statement of the server, delete a table's rows once they are in
-- the trash.
create or replace function tenancy.allow_trash_removal(emptied regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy emptied_by_job on %s as restrictive for delete to bulkhead_app
    using (deleted_at is not null and current_setting(''app.job'', true) = ''empty_trash'')', emptied);
  execute format('grant delete on %s to bulkhead_app', emptied);
  execute format('create index %I on %s (tenant_id, deleted_at) where deleted_at is not null',
    (select relname from pg_class where oid = emptied) || '_trash', emptied);
  if exists (select from tenancy.classes c where c.table_name::regclass = emptied
      and c.class in ('private', 'participants')) then
    perform tenancy.allow_trash_lookup(emptied);
  end if;
end $$;
