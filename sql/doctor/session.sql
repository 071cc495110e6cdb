-- Run in a session of each runtime role: what it is, what bounds it, and what it must not have brought along.
with limits (name, most) as (
  values ('statement_timeout', 10000), ('lock_timeout', 10000), ('idle_in_transaction_session_timeout', 10000)
)
select format('session of %I', current_user) as object,
  format('%s is %s ms, not between 1 and %s: run sql/roles.sql', s.name, s.setting, l.most) as fault
from limits l join pg_settings s using (name) where s.setting::bigint not between 1 and l.most
union all
select format('session of %I', current_user), format('%s is %s: it has to be %s', s.name, s.setting, w.value)
from (values ('synchronous_commit', 'on'), ('row_security', 'on'), ('session_replication_role', 'origin')) w (name, value)
join pg_settings s using (name) where s.setting <> w.value
union all
select format('session of %I', current_user), 'is not bound by row-level security: the role is a superuser or has BYPASSRLS'
from pg_roles r where r.rolname = current_user and (r.rolsuper or r.rolbypassrls)
union all
select format('session of %I', current_user), format('begins with %s set: it outlived its unit of work, or a pooler or a default brings it', name)
from unnest(array['app.tenant_id', 'app.user_id', 'app.request_id', 'app.job', 'app.api_key_id', 'app.impersonator_id', 'app.conversations']) name
where current_setting(name, true) <> ''
order by 1, 2
