-- A table whose rows belong to a tenant or a user has the policy of its class twice, permissive and restrictive, for
-- every command, with both conditions. A log shows a line about a private row to the row's owner alone, and one about a
-- conversation to none of the tenant's readers; its triggers write the lines of all.
with condition (class, condition, writes) as (
  select class, case class when 'private' then format('(%s AND %s)', tenant, owner) when 'log' then format('(%s AND %s)', tenant, audience)
      when 'participants' then format('(%s AND %s)', tenant, conversation) when 'personal' then "user" else tenant end,
    case class when 'log' then tenant end
  from (values ($$(tenant_id = (current_setting('app.tenant_id'::text))::uuid)$$,
    $$(owner_id = (current_setting('app.user_id'::text))::uuid)$$,
    $$((audience IS NULL) OR (audience = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid))$$,
    $$(user_id = (current_setting('app.user_id'::text))::uuid)$$,
    $$(conversation_id = ANY ((NULLIF(current_setting('app.conversations'::text, true), ''::text))::uuid[]))$$)) text (tenant, owner, audience, "user", conversation),
    unnest(array['shared', 'private', 'participants', 'tenant', 'log', 'personal']) class
), owned as (
  -- The rows of a table of participants belong to a conversation, or are the conversations.
  select c.oid, format('%I.%I', n.nspname, c.relname) as name, k.class, case
      when exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'conversation_id' and not a.attisdropped) then d.condition
      else replace(d.condition, '(conversation_id =', '(id =') end as condition, d.writes
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join tenancy.classes k on k.table_name = format('%I.%I', n.nspname, c.relname) join condition d using (class)
), policies as (
  select p.polrelid, p.polpermissive, pg_get_expr(p.polqual, p.polrelid) as reads, pg_get_expr(p.polwithcheck, p.polrelid) as writes
  from pg_policy p
  where p.polcmd = '*' and p.polroles = array[(select oid from pg_roles where rolname = 'bulkhead_app')]
)
select o.name as object, 'has no policy: call tenancy.protect on it' as fault
from owned o where not exists (select from pg_policy p where p.polrelid = o.oid)
union all
select o.name, format('lacks the permissive policy of class %s for bulkhead_app: %s', o.class, o.condition)
from owned o where exists (select from pg_policy p where p.polrelid = o.oid)
  and not exists (select from policies p where p.polrelid = o.oid and p.polpermissive
    and p.reads = o.condition and p.writes = coalesce(o.writes, o.condition))
union all
select o.name, format('lacks the restrictive policy of class %s for bulkhead_app: %s', o.class, o.condition)
from owned o where exists (select from pg_policy p where p.polrelid = o.oid)
  and not exists (select from policies p where p.polrelid = o.oid and not p.polpermissive
    and p.reads = o.condition and p.writes = coalesce(o.writes, o.condition))
union all
select o.name, 'lacks the restrictive policy that bulkhead_app inserts by trigger only: with check (pg_trigger_depth() > 0)'
from owned o where o.class = 'log' and not exists (select from pg_policy p where p.polrelid = o.oid
  and not p.polpermissive and p.polcmd = 'a' and p.polroles = array[(select oid from pg_roles where rolname = 'bulkhead_app')]
  and pg_get_expr(p.polwithcheck, p.polrelid) = '(pg_trigger_depth() > 0)')
union all
select o.name, 'lacks the restrictive policy that hides a line about a private row or a conversation where it names no audience: see private_lines in the migrations'
from owned o where o.class = 'log' and not exists (select from pg_policy p where p.polrelid = o.oid
  and not p.polpermissive and p.polcmd = 'r' and p.polroles = array[(select oid from pg_roles where rolname = 'bulkhead_app')]
  and regexp_replace(pg_get_expr(p.polqual, p.polrelid), '[[:space:]]+', ' ', 'g') = $$((audience IS NOT NULL) OR (table_name <> ALL (ARRAY( SELECT split_part(k.table_name, '.'::text, 2) AS split_part FROM tenancy.classes k WHERE (k.class = ANY (ARRAY['private'::text, 'participants'::text]))))))$$)
union all
select o.name, 'lets rows be deleted that are not in the trash: revoke delete, or call tenancy.allow_trash_removal on it'
from owned o
where exists (select from pg_attribute a where a.attrelid = o.oid and a.attname = 'deleted_at' and not a.attisdropped)
  and has_table_privilege('bulkhead_app', o.oid, 'delete')
  and not exists (select from pg_policy p where p.polrelid = o.oid and not p.polpermissive and p.polcmd = 'd'
    and p.polroles = array[(select oid from pg_roles where rolname = 'bulkhead_app')] and pg_get_expr(p.polqual, p.polrelid)
      = $$((deleted_at IS NOT NULL) AND (current_setting('app.job'::text, true) = 'empty_trash'::text))$$)
order by 1, 2
