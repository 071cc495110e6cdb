-- The words of a catalogue row's text as a search vector. They are those of tenancy.words, so that both searches find
-- alike.
create or replace function tenancy.search_vector(source text) returns tsvector
language sql immutable parallel safe set search_path = '' as $$
  select array_to_tsvector(array(select word from tenancy.words(source) word))
$$;
grant execute on function tenancy.search_vector(text) to bulkhead_app, bulkhead_platform;
