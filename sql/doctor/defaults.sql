-- No context comes from a default of a role or of the database, where it would outlive every unit of work.
with defaults as (
  select coalesce('role ' || quote_ident(r.rolname), 'database ' || quote_ident(current_database())) as whose,
    case when r.oid is not null and s.setdatabase <> 0 then ' in database ' || quote_ident(current_database()) else '' end as where_,
    split_part(setting, '=', 1) as name
  from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) setting
  where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
)
select whose as object, format('sets %s by default: alter %s%s reset %s', name, whose, where_, name) as fault
from defaults where name ~ '^(app[.].*|row_security|session_replication_role)$'
order by 1, 2
