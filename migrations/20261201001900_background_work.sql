-- Background work in a tenant: a job enters by its name, not by a membership, and the change log says so.

-- Enters a tenant for a job, which has no session: sets the context, for this transaction only.
--   task: the job's name; the change log records it. run: stands for the request's id.
--   acting: the user that the job acts for, if any; at this moment a member of role `needed` or higher.
-- No row: no such tenant, or that user is no member of it. SQLSTATE BH403: a member, but of a lower role.
create or replace function tenancy.enter_job(entering uuid, task text, acting uuid, needed integer, run uuid)
returns table (tenant_id uuid, slug text, role text)
language plpgsql volatile rows 1 as $$
#variable_conflict use_column
declare
  ignored text;
begin
  if acting is not null then
    select e.tenant_id, e.slug, e.role into tenant_id, slug, role
      from tenancy.enter(acting, entering::text, needed, run) e;
  else
    ignored := set_config('app.tenant_id', entering::text, true);
    ignored := set_config('app.user_id', '', true);
    ignored := set_config('app.request_id', run::text, true);
    select t.tenant_id, t.slug into tenant_id, slug from tenancy.tenants t
      where t.tenant_id = entering and t.id = entering;
  end if;
  if tenant_id is null then
    ignored := set_config('app.tenant_id', '', true);
    return;
  end if;
  ignored := set_config('app.job', task, true);
  return next;
end $$;
grant execute on function tenancy.enter_job(uuid, text, uuid, integer, uuid) to bulkhead_app;

-- The owners of rows that have been in the trash of a private table for more than `days` days.
-- Runs as its owner: no policy shows a job the private rows of all users. It answers users' ids of the tenant that
-- the job is in.
create or replace function tenancy.owners_of_trash(emptied text, tenant uuid, days integer) returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  private text;
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid
      or current_setting('app.job', true) is distinct from 'empty_trash' then
    raise exception 'not the job that empties the trash of this tenant' using errcode = 'insufficient_privilege';
  end if;
  select c.table_name into strict private from tenancy.classes c where c.table_name = emptied and c.class = 'private';
  return query execute format('select distinct owner_id from %s
    where tenant_id = $1 and deleted_at < statement_timestamp() - make_interval(days => $2)', private)
    using tenant, days;
end $$;
grant execute on function tenancy.owners_of_trash(text, uuid, integer) to bulkhead_app;

-- Enters the conversations that have had rows in the trash of this table for more than `days` days, up to `most`, and
-- answers their ids.
-- Runs as its owner: no policy shows a job the rows of all conversations.
create or replace function tenancy.enter_trash(emptied text, tenant uuid, days integer, most integer) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  of_conversations text;
  entered uuid[];
  ignored text;
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid
      or current_setting('app.job', true) is distinct from 'empty_trash' then
    raise exception 'not the job that empties the trash of this tenant' using errcode = 'insufficient_privilege';
  end if;
  select c.table_name into strict of_conversations from tenancy.classes c
    where c.table_name = emptied and c.class = 'participants';
  execute format('select coalesce(array_agg(conversation), ''{}'') from (
      select distinct %1$I as conversation from %2$s
      where tenant_id = $1 and deleted_at < statement_timestamp() - make_interval(days => $2) limit $3) due',
      tenancy.conversation_column(of_conversations::regclass), of_conversations)
    into entered using tenant, days, most;
  ignored := set_config('app.conversations', entered::text, true);
  return entered;
end $$;
grant execute on function tenancy.enter_trash(text, uuid, integer, integer) to bulkhead_app;
