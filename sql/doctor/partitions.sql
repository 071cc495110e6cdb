-- A partition or child that is addressed by itself is held by its own policies, not by its parent's.
select format('%I.%I', n.nspname, c.relname) as object,
  format('is a part of %s and can be reached by %s: revoke all on %I.%I from %s', i.inhparent::regclass, r.rolname, n.nspname, c.relname, r.rolname) as fault
from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace,
  pg_roles r
where c.relkind in ('r', 'p', 'f') and n.nspname in ('tenancy', 'app', 'jobs')
  and r.rolname in ('bulkhead_auth', 'bulkhead_app', 'bulkhead_platform')
  and has_any_column_privilege(r.oid, c.oid, 'select, insert, update')
order by 1, 2
