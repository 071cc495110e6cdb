-- The keys of files that are to be deleted from the file store: at most `most` of them, the oldest first.
create or replace function tenancy.files_to_remove(most integer) returns setof text
language plpgsql stable rows 100 security definer set search_path = '' set jit = off as $$
begin
  return query select r.key from tenancy.removed_files r order by r.removed_at limit most;
end $$;
grant execute on function tenancy.files_to_remove(integer) to bulkhead_platform;
