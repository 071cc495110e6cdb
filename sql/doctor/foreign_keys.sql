-- A foreign key to a tenant's row carries the tenant: its check and its cascade are not held by any policy.
with keys as (
  select k.*, format('%I.%I', n.nspname, c.relname) as name, k.confrelid = to_regclass('tenancy.tenants') as to_tenants,
    (select attnum from pg_attribute where attrelid = k.conrelid and attname = 'tenant_id' and not attisdropped) as child_tenant,
    (select attnum from pg_attribute where attrelid = k.confrelid and attname = 'tenant_id' and not attisdropped) as parent_tenant,
    (select attnum from pg_attribute where attrelid = k.confrelid and attname = 'id' and not attisdropped) as parent_id
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  where k.contype = 'f'
)
select k.name as object, format('foreign key %I has no tenant_id: reference (tenant_id, …) of %s', k.conname, k.confrelid::regclass) as fault
from keys k
where k.parent_tenant is not null and not exists (
  select from generate_subscripts(k.conkey, 1) at
  where k.conkey[at] = k.child_tenant
    and (k.confkey[at] = k.parent_tenant or (k.to_tenants and k.confkey[at] = k.parent_id)))
union all
select k.name, format('foreign key %I sets tenant_id when its parent goes: name the columns, on delete set null (…)', k.conname)
from keys k
where k.confdeltype in ('n', 'd') and k.child_tenant = any (coalesce(nullif(k.confdelsetcols, '{}'), k.conkey))
order by 1, 2
