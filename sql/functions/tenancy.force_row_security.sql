-- Forces row-level security on a table, so that it binds the table's owner as well.
create or replace function tenancy.force_row_security(protected regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', protected);
  execute format('alter table %s force row level security', protected);
end $$;
