-- A runtime role holds only the privileges that its work needs, and public holds none.
with named as (select oid, rolname::text from pg_roles where rolname in ('bulkhead_auth', 'bulkhead_app', 'bulkhead_platform')),
relations as (
  select c.oid, c.relkind, c.relowner, n.nspname, format('%I.%I', n.nspname, c.relname) as name, k.class, c.relacl
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join tenancy.classes k on k.table_name = format('%I.%I', n.nspname, c.relname)
  where n.nspname in ('auth', 'tenancy', 'app', 'jobs') and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
), held as (
  select r.*, g.grantee, g.privilege_type as privilege, g.is_grantable, null::text as attribute
  from relations r, aclexplode(coalesce(r.relacl, acldefault(case r.relkind when 'S' then 's' else 'r' end::"char", r.relowner))) g
  union all
  select r.*, g.grantee, g.privilege_type, g.is_grantable, a.attname
  from relations r join pg_attribute a on a.attrelid = r.oid and a.attacl is not null, aclexplode(a.attacl) g
), grants as (
  select h.*, coalesce(n.rolname, 'public') as holder, h.privilege || coalesce(' (' || quote_ident(h.attribute) || ')', '') as what
  from held h left join named n on n.oid = h.grantee
  where h.grantee <> h.relowner and (h.grantee = 0 or n.oid is not null)
), internal (name, holder, privileges, reason) as (
  values
    ('tenancy.classes', 'bulkhead_app', '{SELECT}'::text[], 'doctor'),
    ('tenancy.classes', 'bulkhead_platform', '{SELECT}', 'doctor'),
    ('tenancy.denied_accesses', 'bulkhead_platform', '{SELECT,INSERT}', 'records and shows denied accesses'),
    ('tenancy.tenants', 'bulkhead_platform', '{SELECT,INSERT,UPDATE,DELETE}', 'platform admins onboard, suspend, limit, close and restore tenants'),
    ('tenancy.invitations', 'bulkhead_platform', '{INSERT}', 'platform admins invite a new tenant''s owner'),
    ('tenancy.impersonations', 'bulkhead_platform', '{SELECT,INSERT,"UPDATE (ended_at)"}', 'platform admins begin, end and list impersonations'),
    ('tenancy.changes', 'bulkhead_platform', '{INSERT}', 'what platform admins do to a tenant stands in its log'),
    ('tenancy.usage', 'bulkhead_platform', '{SELECT,INSERT,UPDATE}', 'counts a tenant''s rows when a quota is set'),
    ('tenancy.purges', 'bulkhead_platform', '{SELECT,INSERT}', 'says which tenants are gone'),
    ('tenancy.chain_links', 'bulkhead_platform', '{SELECT,INSERT}', 'adds links to the audit chain'),
    ('tenancy.memberships', 'bulkhead_platform', '{SELECT}', 'a user lists the tenants that are theirs'),
    ('tenancy.idempotency_keys', 'bulkhead_platform', '{SELECT,DELETE}', 'removes keys that are past use'),
    ('app.attempts', 'bulkhead_platform', '{"SELECT (ended_at)"}', 'removes requests that are past use'),
    ('tenancy.webhook_deliveries', 'bulkhead_platform', '{"SELECT (ended_at)"}', 'removes deliveries that are past use'),
    ('tenancy.push_deliveries', 'bulkhead_platform', '{"SELECT (over_at)"}', 'removes deliveries that are past use'),
    ('app.carrier_events', 'bulkhead_platform', '{"SELECT (received_at)"}', 'removes events that are past use'),
    ('tenancy.push_key', 'bulkhead_platform', '{SELECT,INSERT}', 'the first node makes the key that push services know the installation by'),
    ('tenancy.homes', 'bulkhead_platform', '{SELECT}', 'a user lists the tenants that are theirs')
)
select g.name as object, format('grants %s to %s: revoke %s on %s from %s', g.what, g.holder, g.what, g.name, g.holder) as fault
from grants g
where g.is_grantable or g.holder = 'public' or g.relkind = 'S' or not case
    when g.privilege not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') then false
    when exists (select from internal i where i.name = g.name and i.holder = g.holder
      and (g.privilege = any (i.privileges) or g.what = any (i.privileges))) then true
    when g.nspname = 'auth' then g.holder = 'bulkhead_auth'
      and (g.name not in ('auth.events', 'auth.chain_links') or g.privilege in ('SELECT', 'INSERT'))
      and (g.name <> 'auth.impersonations' or g.privilege <> 'UPDATE')
    when g.holder = 'bulkhead_auth' then false
    when g.class = 'internal' or g.class is null then false
    -- By the policy platform_purges.
    when g.holder = 'bulkhead_platform' and g.privilege = 'DELETE' and g.class in ('shared', 'private', 'participants') then true
    -- Members read there which platform admin acted as which user.
    when g.name = 'tenancy.impersonations' then g.privilege = 'SELECT'
    when g.class = 'log' then g.holder = 'bulkhead_app' and g.privilege in ('SELECT', 'INSERT')
    when g.class = 'catalog' then g.privilege = 'SELECT' or (g.holder = 'bulkhead_platform' and g.privilege in ('INSERT', 'UPDATE'))
    when g.holder = 'bulkhead_platform' then g.privilege = 'SELECT' and coalesce(g.attribute, '') in ('tenant_id', 'id')
    else true end
union all
select format('schema %I', s.nspname), format('grants %s to %s: revoke %s on schema %I from %s',
  g.privilege_type, coalesce(n.rolname, 'public'), g.privilege_type, s.nspname, coalesce(n.rolname, 'public'))
from pg_namespace s, aclexplode(s.nspacl) g left join named n on n.oid = g.grantee
where s.nspname in ('auth', 'tenancy', 'app', 'jobs') and g.grantee <> s.nspowner
  and (g.grantee = 0 or n.oid is not null and g.privilege_type <> 'USAGE' or n.rolname = 'bulkhead_auth' and s.nspname not in ('auth', 'jobs'))
order by 1, 2
