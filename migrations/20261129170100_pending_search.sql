-- New rows' words wait in the search index's list of pending entries, and the server moves them into the index once a second: many rows at
-- once cost less than each by itself, and no insert waits for it. A search reads the list as well, so it finds a row at once.

-- Has tenancy.search find the rows of a table by the words of these columns.
-- The list holds 16 MB (some 90,000 rows), so that an insert empties it itself only where the server is that far behind. Each MB of it
-- costs a search about 1 ms.
create or replace function tenancy.make_searchable(protected regclass, columns text[]) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy owner_searches on %s for select to bulkhead_owner using (true)', protected);
  execute format('create index %I on %s using gin (%s) with (fastupdate = on, gin_pending_list_limit = 16384)',
    (select relname from pg_class where oid = protected) || '_search', protected, tenancy.words_of_row(columns));
end $$;

do $$
declare
  searched regclass;
begin
  for searched in select i.indexrelid from tenancy.classes k join pg_index i on i.indrelid = k.table_name::regclass
      join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
      where k.searched <> '{}' and k.class in ('shared', 'private') and c.relname = t.relname || '_search' loop
    execute format('alter index %s set (fastupdate = on, gin_pending_list_limit = 16384)', searched);
  end loop;
end $$;

-- Moves pending entries into their indexes; answers how many pages of lists they took, 0 where another session is doing it.
-- Only an index's owner may, so it runs as its owner. Little memory means small steps, and a step that is done stays done where the
-- statement is cancelled.
create function tenancy.clean_pending_lists() returns bigint
language plpgsql volatile security definer set search_path = '' set maintenance_work_mem = '4MB' as $$
declare
  listed regclass;
  pages bigint := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('pending lists', 0)) then return 0; end if;
  for listed in select c.oid from pg_class c join pg_am a on a.oid = c.relam join pg_index i on i.indexrelid = c.oid
      where a.amname = 'gin' and c.relkind = 'i' and c.relpersistence = 'p' and i.indisvalid
        and c.relowner = current_user::regrole loop
    pages := pages + gin_clean_pending_list(listed);
  end loop;
  return pages;
end $$;
grant execute on function tenancy.clean_pending_lists() to bulkhead_platform;
