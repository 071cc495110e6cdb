-- Forgets a file that is deleted from the file store.
create or replace function tenancy.forget_removed_file(gone text) returns void
language plpgsql security definer set search_path = '' set jit = off as $$
begin
  delete from tenancy.removed_files r where r.key = gone;
end $$;
grant execute on function tenancy.forget_removed_file(text) to bulkhead_platform;
