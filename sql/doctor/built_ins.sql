-- The runtime roles call no built-in function that takes what other sessions need, but for those on the list. A
-- warning: on a managed Postgres sql/roles.sql can't revoke them.
with runtime as (
  select oid, rolname::text from pg_roles where rolname in ('bulkhead_auth', 'bulkhead_app', 'bulkhead_platform')
), allowed (signature, caller, reason) as (
  values
    ('pg_try_advisory_xact_lock(bigint)', 'bulkhead_auth', 'one node at a time adds links to the security log''s chain'),
    ('pg_try_advisory_xact_lock(bigint)', 'bulkhead_platform', 'one node at a time adds links to the change log''s chain')
), taking (names, what) as (
  values
    ('^pg_(try_)?advisory_(xact_)?lock', 'take advisory locks without end'),
    ('^(lo_(create|creat|from_bytea|open|put|truncate|truncate64|unlink)|lowrite)$', 'make large objects, which no policy binds'),
    ('^pg_(cancel|terminate)_backend$', 'end other sessions of its own')
)
select r.rolname as object, format('may %s: run sql/roles.sql as a superuser (%s)', t.what,
  string_agg(p.oid::regprocedure::text, ', ' order by p.oid::regprocedure::text)) as fault
from runtime r, taking t, pg_proc p
where p.pronamespace = 'pg_catalog'::regnamespace and p.proname ~ t.names and has_function_privilege(r.oid, p.oid, 'execute')
  and not exists (select from allowed a where a.signature = p.oid::regprocedure::text and a.caller = r.rolname)
group by r.rolname, t.what
order by 1, 2
