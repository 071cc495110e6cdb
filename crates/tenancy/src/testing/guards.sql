-- What guards the rows of each table of a tenant's resources, a line each: row-level security, policies, grants,
-- triggers, and what its keys lack. The table's own name reads `this`. The secrets and the settled column of the
-- change log are no guard: they say what a line tells.
with tables as (
  select c.oid, k.table_name as name, k.class, c.relname, c.relowner, c.relkind,
    c.relrowsecurity, c.relforcerowsecurity, c.relacl
  from tenancy.classes k join pg_class c on c.oid = to_regclass(k.table_name)
  where k.table_name like 'app.%' and k.class in ('shared', 'private')
), grants as (
  select t.oid, g.*, null::name as attribute
  from tables t, aclexplode(coalesce(t.relacl, acldefault('r', t.relowner))) g
  union all
  select t.oid, g.*, a.attname
  from tables t join pg_attribute a on a.attrelid = t.oid and a.attacl is not null, aclexplode(a.attacl) g
)
select name, format('a table of kind %s and class %s, owned by %s', relkind, class, relowner::regrole) as guard
from tables
union all
select name, format('row-level security is on: %s, and forced: %s', relrowsecurity, relforcerowsecurity) from tables
union all
select t.name, format('%s policy %s for %s to %s using %s with check %s',
  case when p.polpermissive then 'permissive' else 'restrictive' end, p.polname, p.polcmd,
  (select string_agg(coalesce(r.rolname, 'public'), ', ' order by r.rolname)
    from unnest(p.polroles) granted left join pg_roles r on r.oid = granted),
  regexp_replace(pg_get_expr(p.polqual, t.oid), format('\m%s\.', t.relname), 'this.', 'g'),
  regexp_replace(pg_get_expr(p.polwithcheck, t.oid), format('\m%s\.', t.relname), 'this.', 'g'))
from tables t join pg_policy p on p.polrelid = t.oid
union all
select t.name, format('%s%s for %s, by %s%s', g.privilege_type, ' (' || g.attribute || ')',
  coalesce(r.rolname, 'public'), g.grantor::regrole, case when g.is_grantable then ', to be granted on' end)
from grants g join tables t using (oid) left join pg_roles r on r.oid = g.grantee
union all
-- What tells members of an act guards nothing. A trigger's arguments each end with a zero byte.
select t.name, format('trigger %s of type %s calls %s when %s, enabled %s, for %s', g.tgname, g.tgtype,
  g.tgfoid::regprocedure, substring(pg_get_triggerdef(g.oid) from ' WHEN (.*) EXECUTE '), g.tgenabled,
  (select string_agg(argument, ', ' order by position)
    from regexp_split_to_table(encode(g.tgargs, 'escape'), E'\\\\000') with ordinality a (argument, position)
    where position = 1 or argument like 'audience=%'))
from tables t join pg_trigger g on g.tgrelid = t.oid join pg_proc f on f.oid = g.tgfoid
where not g.tgisinternal and f.proname not like 'notify\_of\_%'
union all
select t.name, format('the trigger of the key %s is %s', k.conname, g.tgenabled)
from tables t join pg_trigger g on g.tgrelid = t.oid join pg_constraint k on k.oid = g.tgconstraint
where g.tgisinternal and g.tgenabled <> 'O'
union all
select t.name, format('rule %s', pg_get_ruledef(r.oid)) from tables t join pg_rewrite r on r.ev_class = t.oid
union all
select t.name, format('%s inherits from %s', i.inhrelid::regclass, i.inhparent::regclass)
from tables t join pg_inherits i on t.oid in (i.inhrelid, i.inhparent)
union all
select t.name, format('column %s of %s, null %s, by default %s', a.attname, format_type(a.atttypid, a.atttypmod),
  not a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
from tables t join pg_attribute a on a.attrelid = t.oid and not a.attisdropped
left join pg_attrdef d on (d.adrelid, d.adnum) = (t.oid, a.attnum)
where a.attname in ('tenant_id', 'owner_id', 'deleted_at')
union all
select t.name, format('primary key %s', pg_get_constraintdef(k.oid))
from tables t join pg_constraint k on k.conrelid = t.oid where k.contype = 'p'
union all
select t.name, format('unique key %s has no tenant', pg_get_indexdef(x.indexrelid))
from tables t join pg_index x on x.indrelid = t.oid
join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id'
where (x.indisunique or x.indisexclusion) and a.attnum <> all (x.indkey[0:x.indnkeyatts - 1])
union all
select t.name, format('foreign key %s has no tenant', pg_get_constraintdef(k.oid))
from tables t join pg_constraint k on k.conrelid = t.oid
join pg_attribute own on own.attrelid = t.oid and own.attname = 'tenant_id'
join pg_attribute others on others.attrelid = k.confrelid and others.attname = 'tenant_id'
where k.contype = 'f' and not exists (select from generate_subscripts(k.conkey, 1) at
  where k.conkey[at] = own.attnum and k.confkey[at] = others.attnum)
order by 1, 2
