-- Writes each act on a table's rows into the change log.
--   arguments: those of tenancy.record_change.
create or replace function tenancy.log_changes(protected regclass, variadic arguments text[]) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create trigger record_change after insert or update or delete on %s
    for each row execute function tenancy.record_change(%s)', protected,
    (select string_agg(quote_literal(argument), ', ' order by position)
     from unnest(arguments) with ordinality listed (argument, position)));
end $$;
