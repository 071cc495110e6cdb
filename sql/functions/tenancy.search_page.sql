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
    from regexp_split_to_table(tenancy.fold(words), '[^[:alnum:]]+') word where word <> '')::tsquery;
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
