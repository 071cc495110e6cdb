-- Every table of tenancy, app and jobs has an isolation class, and the columns that its class is about.
with tables as (
  select c.oid, format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname in ('tenancy', 'app', 'jobs')
), wanted (class, attribute) as (
  values ('shared', 'tenant_id'), ('private', 'tenant_id'), ('private', 'owner_id'), ('participants', 'tenant_id'),
    ('tenant', 'tenant_id'), ('log', 'tenant_id'), ('personal', 'user_id')
)
select t.name as object, 'has no isolation class: call tenancy.protect on it' as fault
from tables t where not exists (select from tenancy.classes k where k.table_name = t.name)
union all
select k.table_name, format('has the class %s, but there is no such table: delete its row of tenancy.classes', k.class)
from tenancy.classes k where not exists (select from tables t where t.name = k.table_name)
union all
select t.name, format('is of class %s, and has no column %s that is not null', k.class, w.attribute)
from tables t join tenancy.classes k on k.table_name = t.name join wanted w on w.class = k.class
where not exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = w.attribute and a.attnotnull
  and a.atttypid = 'uuid'::regtype and not a.attisdropped)
union all
select t.name, 'is of class catalog, and has a tenant: choose the class shared or private'
from tables t join tenancy.classes k on k.table_name = t.name and k.class = 'catalog'
where exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id' and not a.attisdropped)
order by 1, 2
