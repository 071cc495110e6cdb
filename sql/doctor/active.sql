-- Run in a session of bulkhead_app or bulkhead_platform: row-level security binds it in every table.
select format('%I.%I', n.nspname, c.relname) as object, format('does not bind %I: row-level security is not active for it', current_user) as fault
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname in ('tenancy', 'app') and not row_security_active(c.oid)
order by 1
