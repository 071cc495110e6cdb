-- What finds the catalogue's rows that have, for each word of a text, one that begins with it; null for a text without
-- words. A word is letters and digits only, and so can't end its quotation.
create or replace function tenancy.search_query(searched text) returns tsquery
language sql immutable parallel safe set search_path = '' as $$
  select string_agg('''' || word || ''':*', ' & ')::tsquery from tenancy.words(searched) word
$$;
grant execute on function tenancy.search_query(text) to bulkhead_app;
