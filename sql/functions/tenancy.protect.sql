-- Puts a table under its class: forces row-level security, and adds the policies, the triggers and the grants.
--   searched: the columns that `q` searches; secrets: the columns whose values stay out of the change log; settled: the
--   column that has a value once a row is final, where the change log is to have a row's beginning and its end alone.
create or replace function tenancy.protect(protected regclass, class text, searched text[] default '{}',
  secrets text[] default '{}', settled text default null)
returns void language plpgsql set search_path = '' as $$
declare
  audience text[] := case class
    when 'private' then array['audience=owner_id']
    when 'participants' then array['audience=' || tenancy.conversation_column(protected)]
    else '{}' end;
begin
  if class = 'participants' and searched <> '{}' then
    raise exception 'tenancy.search_page knows no class participants';
  end if;
  insert into tenancy.classes (table_name, class, searched) values (protected::text, protect.class, protect.searched);
  execute format('revoke all on %s from public', protected);
  perform tenancy.force_row_security(protected);
  perform tenancy.count_versions(protected);
  if class = 'catalog' then
    perform tenancy.open_catalogue(protected);
    return;
  end if;

  perform tenancy.isolate(protected, class);
  execute format('grant select, insert, update on %s to bulkhead_app', protected);
  perform tenancy.allow_locating(protected);
  perform tenancy.log_changes(protected, variadic
    array['id'] || audience || array_remove(array['settled=' || settled], null) || secrets);
  if searched <> '{}' then
    perform tenancy.make_searchable(protected, searched);
  end if;
  if exists (select from pg_catalog.pg_attribute
      where attrelid = protected and attname = 'deleted_at' and not attisdropped) then
    perform tenancy.allow_trash_removal(protected);
  end if;
end $$;
