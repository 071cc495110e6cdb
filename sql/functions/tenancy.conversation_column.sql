-- The column that names the conversation of a row, in a table of the class participants: the rows of one without it
-- are the conversations themselves.
create or replace function tenancy.conversation_column(protected regclass) returns text
language plpgsql stable set search_path = '' as $$
begin
  if exists (select from pg_catalog.pg_attribute
      where attrelid = protected and attname = 'conversation_id' and not attisdropped) then
    return 'conversation_id';
  end if;
  return 'id';
end $$;
