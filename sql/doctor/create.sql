-- A runtime role makes no objects: one of its own would be outside row-level security, or shadow one that is inside.
with runtime as (select oid, rolname from pg_roles where rolname in ('bulkhead_auth', 'bulkhead_app', 'bulkhead_platform'))
select r.rolname::text as object, format('may create in schema %I: revoke create on schema %I from %I, public', n.nspname, n.nspname, r.rolname) as fault
from runtime r, pg_namespace n
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and has_schema_privilege(r.oid, n.oid, 'create')
union all
select r.rolname, format('may %s in the database: revoke %s on database %I from %I, public',
  case privilege when 'create' then 'create schemas' else 'make temporary tables' end, privilege, current_database(), r.rolname)
from runtime r, unnest(array['create', 'temporary']) privilege
where has_database_privilege(r.oid, current_database(), privilege)
order by 1, 2
