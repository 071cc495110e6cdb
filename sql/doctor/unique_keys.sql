-- No unique key reaches over tenants: the error of another tenant's value would tell that it exists.
with allowed (index, reason) as (
  values
    ('tenancy.tenants_pkey', 'the id is the tenant'),
    ('tenancy.tenants_slug_key', 'a slug is an address, unique over all tenants'),
    ('tenancy.homes_pkey', 'a user has one home; its class is the user''s, not the tenant''s')
)
select format('%I.%I', n.nspname, c.relname) as object,
  format('unique key %I has no tenant_id: another tenant''s value stands in the way', i.relname) as fault
from pg_index x
join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
left join tenancy.classes k on k.table_name = format('%I.%I', n.nspname, c.relname)
where (x.indisunique or x.indisexclusion) and k.class is distinct from 'internal'
  and a.attnum <> all (x.indkey[0:x.indnkeyatts - 1])
  and format('%I.%I', n.nspname, i.relname) not in (select index from allowed)
order by 1, 2
