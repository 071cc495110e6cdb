-- The expression that a searched table's index is on, and that a search uses: they have to be the same.
create or replace function tenancy.words_of_row(columns text[]) returns text
language sql immutable set search_path = '' as $$
  select format('tenancy.tenant_words(tenant_id, %s)',
    string_agg(format('coalesce('' '' || %I::text, '''')', name), ' || ' order by position))
  from unnest(columns) with ordinality named (name, position)
$$;
