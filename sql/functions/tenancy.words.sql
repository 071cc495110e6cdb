-- The words of a text: folded, split at everything that is no letter or digit, the first 64, 64 characters each.
create or replace function tenancy.words(source text) returns setof text
language sql immutable parallel safe as $$
  select distinct left(word, 64)
  from (
    select word from regexp_split_to_table(tenancy.fold(source), '[^[:alnum:]]+') word where word <> '' limit 64
  ) found
$$;
grant execute on function tenancy.words(text) to bulkhead_app, bulkhead_platform;
