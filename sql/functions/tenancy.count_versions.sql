-- Raises a row's version with each update.
create or replace function tenancy.count_versions(protected regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create trigger next_version before update on %s
    for each row execute function tenancy.next_version()', protected);
end $$;
