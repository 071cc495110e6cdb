-- The roles exist, have no attribute that lifts them above row-level security, and can't become a role that has one.
with recursive named (role, runtime) as (
  values ('bulkhead_owner', false), ('bulkhead_auth', true), ('bulkhead_app', true), ('bulkhead_platform', true)
), reachable (role, via) as (
  select r.rolname, m.roleid from named n join pg_roles r on r.rolname = n.role join pg_auth_members m on m.member = r.oid
  where n.runtime
  union
  select r.role, m.roleid from reachable r join pg_auth_members m on m.member = r.via
)
select n.role as object, 'is missing: run sql/roles.sql' as fault
from named n where not exists (select from pg_roles where rolname = n.role)
union all
select r.rolname, format('has %s: alter role %I no%s', attribute, r.rolname, lower(attribute))
from named n join pg_roles r on r.rolname = n.role,
  lateral (values (r.rolsuper, 'SUPERUSER'), (r.rolbypassrls, 'BYPASSRLS'), (r.rolcreaterole, 'CREATEROLE'),
    (r.rolcreatedb, 'CREATEDB'), (r.rolreplication, 'REPLICATION')) has (it, attribute)
where it
union all
select n.role, format('has no LOGIN: alter role %I login', n.role)
from named n join pg_roles r on r.rolname = n.role where n.runtime and not r.rolcanlogin
union all
select r.role, format('can become %I%s: revoke %I from %I', v.rolname,
  case when v.rolname = 'bulkhead_owner' then ', the owner' when v.rolsuper then ', a superuser' else '' end, v.rolname, r.role)
from reachable r join pg_roles v on v.oid = r.via
where v.rolsuper or v.rolbypassrls or v.rolcreaterole or v.rolname in (select role from named)
  or v.rolname in ('pg_read_all_data', 'pg_write_all_data', 'pg_execute_server_program', 'pg_read_server_files',
    'pg_write_server_files', 'pg_maintain', 'pg_database_owner')
  or exists (select from pg_class c join pg_namespace s on s.oid = c.relnamespace
    where c.relowner = v.oid and s.nspname in ('auth', 'tenancy', 'app', 'jobs'))
order by 1, 2
