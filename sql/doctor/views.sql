-- Nothing stands beside the tables: no view that reads with its owner's rights, nothing materialised, no foreign table,
-- no rewrite rule.
with readers as (
  select distinct c.oid, c.relkind, c.reloptions, format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join pg_rewrite w on w.ev_class = c.oid
  left join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
  left join pg_class t on t.oid = d.refobjid left join pg_namespace tn on tn.oid = t.relnamespace
  where c.relkind in ('v', 'm', 'f') and (n.nspname in ('auth', 'tenancy', 'app', 'jobs') or tn.nspname in ('auth', 'tenancy', 'app', 'jobs'))
)
select name as object, case relkind
    when 'm' then 'is a materialised view, which no policy filters: drop it'
    when 'f' then 'is a foreign table, which no policy filters: drop it'
    else format('is a view with its owner''s rights: alter view %s set (security_invoker = true)', name) end as fault
from readers
where relkind <> 'v' or not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
union all
select format('%I.%I', n.nspname, c.relname), format('has the rewrite rule %I: drop it', w.rulename)
from pg_rewrite w join pg_class c on c.oid = w.ev_class join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('auth', 'tenancy', 'app', 'jobs') and c.relkind in ('r', 'p')
order by 1, 2
