-- A policy calls no function of ours: an immutable one is folded into the cached plan with the first tenant's value,
-- and any other costs an index. (Built-in functions are pinned and have no dependency entry.)
select format('%I.%I', n.nspname, c.relname) as object,
  format('policy %I calls %s%s: write the condition out', p.polname, f.oid::regprocedure,
    case f.provolatile when 'i' then ', which is immutable' else '' end) as fault
from pg_depend d
join pg_policy p on p.oid = d.objid and d.classid = 'pg_policy'::regclass
join pg_proc f on f.oid = d.refobjid and d.refclassid = 'pg_proc'::regclass
join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
order by 1, 2
