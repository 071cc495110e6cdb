-- bulkhead_owner owns the schemas and what is in them. An owner can drop a policy, and a superuser's view or function
-- sees past every one.
with members as (select classid, objid from pg_depend where deptype = 'e')
select format('schema %I', n.nspname) as object,
  format('belongs to %I: alter schema %I owner to bulkhead_owner', r.rolname, n.nspname) as fault
from pg_namespace n join pg_roles r on r.oid = n.nspowner
where n.nspname in ('auth', 'tenancy', 'app', 'jobs') and r.rolname <> 'bulkhead_owner'
union all
select format('%I.%I', n.nspname, c.relname),
  format('belongs to %I: alter %s %I.%I owner to bulkhead_owner', r.rolname,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' when 'f' then 'foreign table'
      else 'table' end, n.nspname, c.relname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
where n.nspname in ('auth', 'tenancy', 'app', 'jobs') and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and r.rolname <> 'bulkhead_owner'
  and ('pg_class'::regclass, c.oid) not in (select classid, objid from members)
union all
select format('function %s', p.oid::regprocedure),
  format('belongs to %I: alter function %s owner to bulkhead_owner', r.rolname, p.oid::regprocedure)
from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
where n.nspname in ('auth', 'tenancy', 'app', 'jobs') and r.rolname <> 'bulkhead_owner'
  and ('pg_proc'::regclass, p.oid) not in (select classid, objid from members)
union all
select format('database %I', d.datname), format('belongs to %I: give it to a role that the server never uses', r.rolname)
from pg_database d join pg_roles r on r.oid = d.datdba
where d.datname = current_database() and r.rolname in ('bulkhead_auth', 'bulkhead_app', 'bulkhead_platform')
order by 1, 2
