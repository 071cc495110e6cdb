-- Every table of tenancy, app and jobs, and every table with a tenant anywhere, has row-level security that binds its
-- owner too.
select format('%I.%I', n.nspname, c.relname) as object,
  case
    when not c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid)
      and exists (select from tenancy.classes k where k.table_name = format('%I.%I', n.nspname, c.relname))
    then format('has no row-level security, which was switched off: alter table %I.%I enable row level security%s', n.nspname, c.relname,
      case when not c.relforcerowsecurity then ', force row level security' end)
    when not c.relrowsecurity then 'has no row-level security: call tenancy.protect on it'
    else format('does not force row-level security on its owner: alter table %I.%I force row level security', n.nspname, c.relname)
  end as fault
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not (c.relrowsecurity and c.relforcerowsecurity)
  and (n.nspname in ('tenancy', 'app', 'jobs')
    or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
order by 1
