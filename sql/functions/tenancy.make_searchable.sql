-- Makes a table searchable by the words of these columns.
-- New entries wait in the index's pending list, which tenancy.clean_pending_lists empties once a second. The list
-- holds 16 MB (some 90,000 rows), so an insert empties it itself only where the server is that far behind. Each MB of
-- it costs a search about 1 ms.
create or replace function tenancy.make_searchable(protected regclass, columns text[]) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy owner_searches on %s for select to bulkhead_owner using (true)', protected);
  execute format('create index %I on %s using gin (%s) with (fastupdate = on, gin_pending_list_limit = 16384)',
    (select relname from pg_class where oid = protected) || '_search', protected, tenancy.words_of_row(columns));
end $$;
