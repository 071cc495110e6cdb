-- Search by one GIN index a table in place of tenancy.terms, whose six or seven rows were two fifths of what making a lead
-- cost the database.

-- The words of a tenant's text as a search vector: lower case, split at everything that is no letter or digit, the first
-- 64. Each begins with the end of the tenant's id, so that the index has a range a tenant and a word that everybody uses
-- costs each tenant its own rows only. Tenants whose ids end alike share a range, and nothing but time: whose a row is
-- says its tenant_id.
-- A word may be as long as its text, but an index entry may not: those of long texts are cut to 64 characters, as a
-- searched word always is.
create function tenancy.tenant_words(tenant uuid, source text) returns tsvector
language plpgsql immutable parallel safe as $$
begin
  if octet_length(source) > 500 then
    source := regexp_replace(source, '([[:alnum:]]{64})[[:alnum:]]+', '\1', 'g');
  end if;
  return array_to_tsvector((string_to_array(ltrim(
    regexp_replace(lower(' ' || source), '[^[:alnum:]]+', ' ' || right(tenant::text, 8), 'g')), ' '))[1:64]);
end $$;

-- The expression that a searched table's index is on and a search asks for: they have to be the same.
create function tenancy.words_of_row(columns text[]) returns text
language sql immutable set search_path = '' as $$
  select format('tenancy.tenant_words(tenant_id, %s)',
    string_agg(format('coalesce('' '' || %I::text, '''')', name), ' || ' order by position))
  from unnest(columns) with ordinality named (name, position)
$$;

-- The ids of a table's rows that have, for each of the words, one that begins with it.
-- @@ is not leakproof, so under a policy it can't use an index; here it runs with the owner's rights, whom the policy
-- owner_searches lets see every row. What keeps tenants apart instead are two keys, the argument and the context, which
-- must be the same; of a private table, the context's user as well. The answer is ids: the caller reads the rows, and
-- reads them under its own policy.
-- `is not distinct from` is `=` that no index serves, and `rows 1` has the caller's statement begin with the ids: for all
-- that the planner knows of a search, it would rather read every row of the tenant.
create function tenancy.search(searched text, tenant uuid, words text) returns setof uuid
language plpgsql stable security definer set search_path = '' rows 1 as $$
declare
  found_in tenancy.classes;
  query tsquery;
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid then
    raise exception 'a search of another tenant' using errcode = 'insufficient_privilege';
  end if;
  select * into strict found_in from tenancy.classes c
    where c.table_name = search.searched and c.searched <> '{}' and c.class in ('shared', 'private');
  query := (select string_agg(format('''%s%s'':*', right(tenant::text, 8), left(word, 64)), ' & ')
    from regexp_split_to_table(lower(words), '[^[:alnum:]]+') word where word <> '')::tsquery;
  return query execute format('select id from %s where %s @@ $1 and tenant_id is not distinct from $2 %s',
      found_in.table_name, tenancy.words_of_row(found_in.searched),
      case found_in.class when 'private' then 'and owner_id is not distinct from current_setting(''app.user_id'')::uuid' end)
    using query, tenant;
end $$;

-- Has tenancy.search find the rows of a table by the words of these columns.
-- Without fastupdate: the list of pending entries that it would keep is read by each search, and emptying it falls to
-- one insert now and then, which takes about 1 s for a list of 4 MB.
-- What it saves an insert at 1 MB is a tenth.
create function tenancy.make_searchable(protected regclass, columns text[]) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy owner_searches on %s for select to bulkhead_owner using (true)', protected);
  execute format('create index %I on %s using gin (%s) with (fastupdate = off)',
    (select relname from pg_class where oid = protected) || '_search', protected, tenancy.words_of_row(columns));
end $$;

-- As before, with make_searchable in place of the triggers that kept tenancy.terms.
create or replace function tenancy.protect(protected regclass, class text, searched text[] default '{}', secrets text[] default '{}')
returns void language plpgsql set search_path = '' as $$
declare
  condition text := case class
    when 'shared' then 'tenant_id = current_setting(''app.tenant_id'')::uuid'
    when 'private' then 'tenant_id = current_setting(''app.tenant_id'')::uuid and owner_id = current_setting(''app.user_id'')::uuid'
  end;
begin
  insert into tenancy.classes (table_name, class, searched) values (protected::text, protect.class, protect.searched);
  execute format('revoke all on %s from public', protected);
  execute format('alter table %s enable row level security', protected);
  execute format('alter table %s force row level security', protected);

  if class = 'catalog' then
    execute format('create policy catalog_read on %s for select to bulkhead_app using (true)', protected);
    execute format('create policy catalog_admin on %s to bulkhead_platform using (true) with check (true)', protected);
    execute format('grant select on %s to bulkhead_app', protected);
    execute format('grant select, insert, update on %s to bulkhead_platform', protected);
    execute format('create trigger next_version before update on %s for each row execute function tenancy.next_version()', protected);
    return;
  end if;
  if condition is null then raise exception 'tenancy.protect knows no class %', class; end if;

  execute format('create policy tenant on %s to bulkhead_app using (%s) with check (%s)', protected, condition, condition);
  execute format('create policy tenant_guard on %s as restrictive to bulkhead_app using (%s) with check (%s)', protected, condition, condition);
  execute format('grant select, insert, update on %s to bulkhead_app', protected);
  -- Enough to say whose a denied id was, and no more.
  execute format('create policy platform_locates on %s for select to bulkhead_platform using (true)', protected);
  execute format('grant select (tenant_id, id) on %s to bulkhead_platform', protected);

  execute format('create trigger next_version before update on %s for each row execute function tenancy.next_version()', protected);
  execute format('create trigger record_change after insert or update or delete on %s for each row execute function tenancy.record_change(%s)',
    protected, (select string_agg(quote_literal(argument), ', ') from unnest(array['id'] || secrets) argument));
  if searched <> '{}' then
    perform tenancy.make_searchable(protected, searched);
  end if;
end $$;

-- The tables that have been searched by terms. Their rows need nothing but the index; it is made here, and not
-- concurrently, which waits for every other session and so for a second node that waits to migrate. Writes to the table
-- wait meanwhile: half a minute for a million rows.
do $$
declare
  one record;
begin
  for one in select * from tenancy.classes where searched <> '{}' and class in ('shared', 'private') loop
    execute format('drop trigger index_new_terms on %s', one.table_name);
    execute format('drop trigger index_terms on %s', one.table_name);
    perform tenancy.make_searchable(one.table_name::regclass, one.searched);
  end loop;
end $$;

-- Every row of it was derived from the tables that the loop has indexed, and nothing but the triggers called the functions.
-- squawk-ignore ban-drop-table
drop table tenancy.terms;
-- squawk-ignore ban-drop-function
drop function tenancy.index_new_terms(), tenancy.index_terms();
delete from tenancy.classes where table_name = 'tenancy.terms';

grant execute on function tenancy.tenant_words(uuid, text), tenancy.search(text, uuid, text) to bulkhead_app;
