-- Search. Operators on words (like, @@, trigrams) are not leakproof, so under row-level security they can't use an
-- index. Tenants' rows are found by a function with its owner's rights; catalogue rows, which have no tenant, by a
-- column of words.

-- The words of a text: lower case, split at everything that is no letter or digit, the first 64, 64 characters each.
create or replace function tenancy.words(source text) returns setof text
language sql immutable parallel safe as $$
  select distinct left(word, 64)
  from (select word from regexp_split_to_table(lower(source), '[^[:alnum:]]+') word where word <> '' limit 64) found
$$;
grant execute on function tenancy.words(text) to bulkhead_app, bulkhead_platform;

-- The words of a tenant's text as a search vector: lower case, split at everything that is no letter or digit, the
-- first 64. Each begins with the end of the tenant's id, so that the index has a range for each tenant, and a common
-- word costs a tenant its own rows only. Tenants whose ids end alike share a range, which costs time; tenant_id says
-- whose a row is.
-- A word may be as long as its text, but an index entry may not: words of long texts are cut to 64 characters, as a
-- searched word always is.
create or replace function tenancy.tenant_words(tenant uuid, source text) returns tsvector
language plpgsql immutable parallel safe as $$
begin
  if octet_length(source) > 500 then
    source := regexp_replace(source, '([[:alnum:]]{64})[[:alnum:]]+', '\1', 'g');
  end if;
  return array_to_tsvector((string_to_array(ltrim(
    regexp_replace(lower(' ' || source), '[^[:alnum:]]+', ' ' || right(tenant::text, 8), 'g')), ' '))[1:64]);
end $$;
grant execute on function tenancy.tenant_words(uuid, text) to bulkhead_app;

-- The expression that a searched table's index is on, and that a search uses: they have to be the same.
create or replace function tenancy.words_of_row(columns text[]) returns text
language sql immutable set search_path = '' as $$
  select format('tenancy.tenant_words(tenant_id, %s)',
    string_agg(format('coalesce('' '' || %I::text, '''')', name), ' || ' order by position))
  from unnest(columns) with ordinality named (name, position)
$$;

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

-- Moves the pending entries of the search indexes into them; answers how many pages that took, 0 where another
-- session is at it. Runs as its owner: only an index's owner may. Little memory means small steps, and a finished
-- step stays done where the statement is cancelled.
create or replace function tenancy.clean_pending_lists() returns bigint
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

-- The ids that a page of a search needs: of all rows that have the words where those are at most `few`, else of
-- enough rows for the page that begins after (after_time or after_text, after_id). The caller reads the rows under
-- its own policy, with the same filters, order and limit.
-- 1. The index of words answers, up to one more than `few`: all there is to do for most searches.
-- 2. Newest or oldest first: the index in that order is read from the page's beginning, a bounded number of rows,
--    each compared with the words. A word that many rows have fills a page by this.
-- 3. Else the index of words answers, and the page's rows are sorted out here, which is cheaper than an answer of all
--    ids.
-- Runs as its owner: @@ is not leakproof, so under a policy it can't use an index. Two keys keep tenants apart instead,
-- the argument and the context, which must be the same; in a private table, the context's user as well.
-- `is not distinct from` is `=` that no index serves, and `rows 1` has the caller's statement begin with the ids. No
-- scan of a whole table is ever the better plan here, whatever statistics say of an expression.
create or replace function tenancy.search_page(
  searched text, tenant uuid, words text, few integer, filters jsonb, in_trash boolean,
  sorted_by text, descending boolean, after_time timestamptz, after_text text, after_id uuid, page_size integer
) returns setof uuid
language plpgsql stable security definer set search_path = '' set enable_seqscan = off rows 1 as $$
declare
  found_in tenancy.classes;
  query tsquery;
  has_words text;
  owned text := '';
  narrowed text;
  beyond text := '';
  ordered text := format('order by %I %s, id %2$s', sorted_by, case when descending then 'desc' else 'asc' end);
  by_name record;
  rows_to_read integer;
  rows_read bigint;
  ids uuid[];
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid then
    raise exception 'a search of another tenant' using errcode = 'insufficient_privilege';
  end if;
  select * into strict found_in from tenancy.classes c
    where c.table_name = search_page.searched and c.searched <> '{}' and c.class in ('shared', 'private');
  query := (select string_agg(format('''%s%s'':*', right(tenant::text, 8), left(word, 64)), ' & ')
    from regexp_split_to_table(lower(words), '[^[:alnum:]]+') word where word <> '')::tsquery;
  has_words := format('%s @@ $1', tenancy.words_of_row(found_in.searched));
  if found_in.class = 'private' then
    owned := 'and owner_id is not distinct from current_setting(''app.user_id'')::uuid';
  end if;

  execute format('select array(select id from %s where %s and tenant_id is not distinct from $2 %s limit $3)',
      found_in.table_name, has_words, owned)
    into ids using query, tenant, few + 1;
  if cardinality(ids) <= few then
    return query select unnest(ids);
    return;
  end if;

  narrowed := format('deleted_at is %s null', case when in_trash then 'not' else '' end);
  for by_name in select key, value from jsonb_each(filters) loop
    narrowed := narrowed || case jsonb_typeof(by_name.value)
      when 'array' then format(' and %I @> array(select jsonb_array_elements_text(%L))', by_name.key, by_name.value)
      else format(' and %I = %L', by_name.key, by_name.value #>> '{}')
    end;
  end loop;
  if after_id is not null then
    beyond := format('and (%I, id) %s (%s, $5)', sorted_by, case when descending then '<' else '>' end,
      case when after_time is null then '$4' else '$3' end);
  end if;

  if sorted_by = 'created_at' then
    foreach rows_to_read in array array[4 * page_size, 2000] loop
      execute format('select coalesce(array_agg(id) filter (where met), ''{}''), count(*) from (
            select id, %s and %s as met from %s where tenant_id = $2 %s %s %s limit $6) read',
          narrowed, has_words, found_in.table_name, replace(owned, 'is not distinct from', '='), beyond, ordered)
        into ids, rows_read using query, tenant, after_time, after_text, after_id, rows_to_read;
      if cardinality(ids) >= page_size or rows_read < rows_to_read then
        return query select unnest(ids);
        return;
      end if;
    end loop;
  end if;

  return query execute format('select id from %s
        where %s and tenant_id is not distinct from $2 %s and %s %s %s limit $6',
      found_in.table_name, has_words, owned, narrowed, beyond, ordered)
    using query, tenant, after_time, after_text, after_id, page_size;
end $$;
grant execute on function tenancy.search_page(
  text, uuid, text, integer, jsonb, boolean, text, boolean, timestamptz, text, uuid, integer)
  to bulkhead_app;

-- The words of a catalogue row's text as a search vector. They are those of tenancy.words, so that both searches find
-- alike.
create or replace function tenancy.search_vector(source text) returns tsvector
language sql immutable parallel safe set search_path = '' as $$
  select array_to_tsvector(array(select word from tenancy.words(source) word))
$$;
grant execute on function tenancy.search_vector(text) to bulkhead_app, bulkhead_platform;
