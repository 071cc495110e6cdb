-- Puts a table under its class: forces row-level security, and adds the policies, the triggers and the grants.
--   searched: the columns that `q` searches; secrets: the columns whose values stay out of the change log.
-- The policy's text is the cheapest form for an index, and raises an error where no context is set. It stands twice:
-- a permissive policy that is added later widens nothing past the restrictive one.
create or replace function tenancy.protect(protected regclass, class text, searched text[] default '{}', secrets text[] default '{}')
returns void language plpgsql set search_path = '' as $$
declare
  condition text := case class
    when 'shared' then 'tenant_id = current_setting(''app.tenant_id'')::uuid'
    when 'private' then 'tenant_id = current_setting(''app.tenant_id'')::uuid and owner_id = current_setting(''app.user_id'')::uuid'
  end;
  audience text[] := case class when 'private' then '{audience=owner_id}' else '{}' end;
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
    protected, (select string_agg(quote_literal(argument), ', ') from unnest(array['id'] || audience || secrets) argument));
  if searched <> '{}' then
    perform tenancy.make_searchable(protected, searched);
  end if;
  if exists (select from pg_attribute where attrelid = protected and attname = 'deleted_at' and not attisdropped) then
    perform tenancy.allow_trash_removal(protected);
  end if;
end $$;
