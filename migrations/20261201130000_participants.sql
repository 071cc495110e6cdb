-- The class participants: a row is seen by those who take part in its conversation. The condition has no sub-select: tenancy.enter_conversations
-- looks up who takes part, once for a unit of work, and the policies compare with what it found.

-- A line about a conversation names it as its audience, so that the audit log shows it to no reader by their role.
comment on column tenancy.changes.audience is
  'Who alone may read the line: the owner of a private row, those who take part in a conversation. Null: every reader of the log.';

-- Only triggers write lines, and they say whose a line is: who removes a member writes lines about conversations that they don't take part in.
alter policy tenant on tenancy.changes with check (tenant_id = current_setting('app.tenant_id')::uuid);
alter policy tenant_guard on tenancy.changes with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- As before; a line that names no audience is hidden for a table of participants too.
alter policy private_lines on tenancy.changes using (audience is not null or table_name <> all (array(
  select split_part(k.table_name, '.', 2) from tenancy.classes k where k.class in ('private', 'participants'))));

-- As before, with the class participants: a table has a column conversation_id, or its rows are the conversations themselves.
-- Where no conversation was entered there is none to compare with, and no row. The setting is asked for in a form that raises no error: the
-- planner evaluates it, and does so before the statement has entered anything.
create or replace function tenancy.protect(protected regclass, class text, searched text[] default '{}', secrets text[] default '{}')
returns void language plpgsql set search_path = '' as $$
declare
  conversation text := case
    when exists (select from pg_attribute where attrelid = protected and attname = 'conversation_id' and not attisdropped) then 'conversation_id'
    else 'id' end;
  condition text := case class
    when 'shared' then 'tenant_id = current_setting(''app.tenant_id'')::uuid'
    when 'private' then 'tenant_id = current_setting(''app.tenant_id'')::uuid and owner_id = current_setting(''app.user_id'')::uuid'
    when 'participants' then format('tenant_id = current_setting(''app.tenant_id'')::uuid
      and %I = any (nullif(current_setting(''app.conversations'', true), '''')::uuid[])', conversation)
  end;
  audience text[] := case class when 'private' then '{audience=owner_id}' when 'participants' then array['audience=' || conversation] else '{}' end;
begin
  if class = 'participants' and searched <> '{}' then raise exception 'tenancy.search_page knows no class participants'; end if;
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
    perform tenancy.empty_bin_of(protected);
  end if;
end $$;

-- As before; the conversations of a table's bin can be found too.
create or replace function tenancy.empty_bin_of(emptied regclass) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create policy emptied_by_job on %s as restrictive for delete to bulkhead_app
    using (deleted_at is not null and current_setting(''app.job'', true) = ''empty_bin'')', emptied);
  execute format('grant delete on %s to bulkhead_app', emptied);
  execute format('create index %I on %s (tenant_id, deleted_at) where deleted_at is not null',
    (select relname from pg_class where oid = emptied) || '_bin', emptied);
  if exists (select from tenancy.classes c where c.table_name::regclass = emptied and c.class in ('private', 'participants')) then
    perform tenancy.show_bin_of(emptied);
  end if;
end $$;

-- Enters the conversations that have rows in the bin of this table for more than so many days, up to `most`, and answers them. For the
-- job that empties bins, which no policy shows the rows of all conversations.
create function tenancy.enter_bin(emptied text, tenant uuid, days integer, most integer) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  of_conversations text;
  entered uuid[];
  ignored text;
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid or current_setting('app.job', true) is distinct from 'empty_bin' then
    raise exception 'not the job that empties the bins of this tenant' using errcode = 'insufficient_privilege';
  end if;
  select c.table_name into strict of_conversations from tenancy.classes c where c.table_name = emptied and c.class = 'participants';
  execute format('select coalesce(array_agg(conversation), ''{}'') from (
      select distinct %1$I as conversation from %2$s
      where tenant_id = $1 and deleted_at < statement_timestamp() - make_interval(days => $2) limit $3) due',
      case when exists (select from pg_attribute where attrelid = of_conversations::regclass and attname = 'conversation_id' and not attisdropped)
        then 'conversation_id' else 'id' end, of_conversations)
    into entered using tenant, days, most;
  ignored := set_config('app.conversations', entered::text, true);
  return entered;
end $$;
grant execute on function tenancy.enter_bin(text, uuid, integer, integer) to bulkhead_app;
