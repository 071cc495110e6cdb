-- Every table of the schemas tenancy and app has an isolation class; doctor refuses a table without one.
create table tenancy.classes (
  table_name text primary key,
  class text not null constraint classes_class_known
    check (class in ('shared', 'private', 'participants', 'catalog', 'personal', 'tenant', 'log', 'internal')),
  searched text[] not null default '{}'
);
comment on table tenancy.classes is 'shared: members of the tenant. private: the row''s owner, within the tenant. '
  'participants: those named on the conversation. catalog: everybody reads, platform admins write. personal: its user, '
  'whatever the tenant. tenant: the tenant''s own row. log: shared, and append-only. internal: no runtime role at all.';

-- Words that a row can be found by. Search operators (like, @@, trigrams) are not leakproof, so under row-level security
-- they can't use an index; comparing text can. A search is a range of this table's primary key.
create table tenancy.terms (
  tenant_id uuid not null,
  table_name text not null,
  term text collate "C" not null,
  row_id uuid not null,
  primary key (tenant_id, table_name, term, row_id)
);

-- The words of a text: lower case, split at everything that is no letter or digit, the first 64, 64 characters each.
create function tenancy.words(source text) returns setof text
language sql immutable parallel safe as $$
  select distinct left(word, 64)
  from (select word from regexp_split_to_table(lower(source), '[^[:alnum:]]+') word where word <> '' limit 64) found
$$;

-- The words of a row's searched columns, the arguments. For a statement at a time, since a statement may make a thousand
-- rows: their words in the order of the key cost a third of what they cost row by row.
create function tenancy.index_new_terms() returns trigger
language plpgsql as $$
begin
  insert into tenancy.terms (tenant_id, table_name, term, row_id)
    select made.tenant_id, tg_table_name, word, made.id
    from made,
      lateral (select string_agg(to_jsonb(made) ->> name, ' ') as source from unnest(tg_argv) name) searched,
      lateral tenancy.words(searched.source) word
    order by word, made.id;
  return null;
end $$;

create function tenancy.index_terms() returns trigger
language plpgsql as $$
declare
  before text;
  after text;
begin
  select string_agg(to_jsonb(old) ->> name, ' '), string_agg(to_jsonb(new) ->> name, ' ') into before, after
    from unnest(tg_argv) name;
  if before is not distinct from after then return null; end if;
  delete from tenancy.terms where tenant_id = old.tenant_id and table_name = tg_table_name and row_id = old.id
    and term = any (array(select tenancy.words(before) except select tenancy.words(after)));
  insert into tenancy.terms (tenant_id, table_name, term, row_id)
    select new.tenant_id, tg_table_name, word, new.id
    from (select tenancy.words(after) except select tenancy.words(before)) added (word);
  return null;
end $$;

create function tenancy.next_version() returns trigger
language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := statement_timestamp();
  return new;
end $$;

-- Puts a table under its class: forces row-level security, adds the policies, the triggers and the grants.
--   searched: the columns that `q` looks into; secrets: the columns whose values stay out of the change log.
-- The policy text is the cheapest form for an index, and it fails loudly where no context is set. It stands twice: a
-- permissive policy that somebody adds later widens nothing past the restrictive one.
create function tenancy.protect(protected regclass, class text, searched text[] default '{}', secrets text[] default '{}')
returns void language plpgsql set search_path = '' as $$
declare
  names text;
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
    names := (select string_agg(quote_literal(name), ', ') from unnest(searched) name);
    execute format('create trigger index_new_terms after insert on %s referencing new table as made for each statement
      execute function tenancy.index_new_terms(%s)', protected, names);
    execute format('create trigger index_terms after update of %s on %s for each row execute function tenancy.index_terms(%s)',
      (select string_agg(quote_ident(name), ', ') from unnest(searched) name), protected, names);
  end if;
end $$;

-- The tables of this file and the one before it.
insert into tenancy.classes (table_name, class)
values ('tenancy.classes', 'internal'), ('tenancy.changes', 'log'), ('tenancy.terms', 'shared');
alter table tenancy.classes enable row level security;
alter table tenancy.classes force row level security;
create policy readable on tenancy.classes for select to bulkhead_app, bulkhead_platform using (true);
create policy kept_by_migrations on tenancy.classes to bulkhead_owner using (true) with check (true);
grant select on tenancy.classes to bulkhead_app, bulkhead_platform;

alter table tenancy.changes enable row level security;
alter table tenancy.changes force row level security;
create policy tenant on tenancy.changes to bulkhead_app
  using (tenant_id = current_setting('app.tenant_id')::uuid) with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant_guard on tenancy.changes as restrictive to bulkhead_app
  using (tenant_id = current_setting('app.tenant_id')::uuid) with check (tenant_id = current_setting('app.tenant_id')::uuid);
grant select, insert on tenancy.changes to bulkhead_app;

alter table tenancy.terms enable row level security;
alter table tenancy.terms force row level security;
create policy tenant on tenancy.terms to bulkhead_app
  using (tenant_id = current_setting('app.tenant_id')::uuid) with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant_guard on tenancy.terms as restrictive to bulkhead_app
  using (tenant_id = current_setting('app.tenant_id')::uuid) with check (tenant_id = current_setting('app.tenant_id')::uuid);
grant select, insert, delete on tenancy.terms to bulkhead_app;
grant execute on function tenancy.record_change(), tenancy.index_new_terms(), tenancy.index_terms(), tenancy.next_version(), tenancy.words(text)
  to bulkhead_app, bulkhead_platform;
