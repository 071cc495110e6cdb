-- Each role has the settings that sql/roles.sql gives it, and no others. A role may always change its own, for the
-- sessions after this one. A warning: the checks `defaults` and `session` refuse what would let a tenant's data out.
with wanted (role, name, value) as (
  select r, name, value
  from unnest(array['bulkhead_auth', 'bulkhead_app', 'bulkhead_platform']) r, (values ('statement_timeout', '5s'), ('lock_timeout', '2s'),
    ('idle_in_transaction_session_timeout', '10s'), ('client_connection_check_interval', '2s'), ('synchronous_commit', 'on'),
    ('plan_cache_mode', 'force_generic_plan'), ('tcp_keepalives_idle', '60'), ('tcp_keepalives_interval', '10'),
    ('tcp_keepalives_count', '3')) setting (name, value)
  union all
  values ('bulkhead_owner', 'lock_timeout', '5s')
), found as (
  select r.rolname::text as role, split_part(setting, '=', 1) as name, substr(setting, strpos(setting, '=') + 1) as value,
    case when s.setdatabase <> 0 then ' in database ' || quote_ident(current_database()) else '' end as where_
  from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) setting
  where r.rolname in (select role from wanted) and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
)
select format('role %I', w.role) as object, format('lacks %s = %s, which sql/roles.sql sets: run it', w.name, w.value) as fault
from wanted w where not exists (select from found f where (f.role, f.name, f.where_) = (w.role, w.name, ''))
union all
select format('role %I', f.role), format('has %s = %s%s, not %s: run sql/roles.sql', f.name, f.value, f.where_, w.value)
from found f join wanted w using (role, name) where f.value <> w.value and f.where_ = ''
union all
select format('role %I', f.role), format('has %s = %s%s, which sql/roles.sql doesn''t set: alter role %I%s reset %s', f.name, f.value, f.where_,
  f.role, f.where_, f.name)
from found f where f.where_ <> '' or not exists (select from wanted w where (w.role, w.name) = (f.role, f.name))
order by 1, 2
