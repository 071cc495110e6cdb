-- A function with its owner's rights is a way past the caller's: only those on the list, for those who need it, pinned to
-- a search path.
with allowed (signature, caller, reason) as (
  values
    ('tenancy.tenant_of_slug(text)', 'bulkhead_app', 'a slug has to be found before there is a tenant to set; it tells the id and nothing else'),
    ('tenancy.api_key(bytea,timestamp with time zone)', 'bulkhead_app',
      'a key has to be found before there is a tenant to set; it tells what the key may do, and where, to who has the key'),
    ('tenancy.impersonation(bytea,timestamp with time zone,timestamp with time zone)', 'bulkhead_app',
      'an impersonation has to be found before there is a tenant to set; it tells as whom, and where, to who has the token'),
    ('auth.user_of_session(bytea,timestamp with time zone,timestamp with time zone)', 'bulkhead_app',
      'whose a session is has to be found before there is a user to set; it tells the user, and when they were seen, to who has the token'),
    ('auth.self_of_session(bytea,timestamp with time zone,timestamp with time zone)', 'bulkhead_platform',
      'a user and their tenants are shown together; it tells of themselves to who has the token'),
    ('auth.has_second_factor(uuid)', 'bulkhead_app',
      'a tenant may ask its members for a second factor; it tells whether a user has one, and not which'),
    ('tenancy.rehome()', null, 'whoever removes a member can''t write that member''s home; it sets the personal workspace'),
    ('tenancy.rehome_all()', null, 'whoever closes a tenant can''t write its members'' homes'),
    ('tenancy.tenant_of_invitation(bytea)', 'bulkhead_app', 'whoever comes with a token is in no tenant yet; it tells the tenant and nothing else'),
    ('tenancy.purge_changes(uuid)', 'bulkhead_platform', 'the log is append-only for every role of the server; it removes what a closed tenant leaves'),
    ('tenancy.search(text,uuid,text)', 'bulkhead_app',
      'no index serves a search under a policy; it tells ids of the tenant that was entered and nothing else'),
    ('tenancy.search_page(text,uuid,text,integer,jsonb,boolean,text,boolean,timestamp with time zone,text,uuid,integer)', 'bulkhead_app',
      'as tenancy.search, for the rows that a page needs'),
    ('tenancy.owners_of_bin(text,uuid,integer)', 'bulkhead_app',
      'no policy shows a job the private rows of everybody; it tells their owners, in the tenant that the job is in'),
    ('tenancy.last_change()', 'bulkhead_platform', 'whoever seals the change log sees none of it; it tells a number'),
    ('tenancy.change_digests(bigint,bigint,bigint)', 'bulkhead_platform', 'whoever seals the change log sees none of it; it tells digests')
), functions as (
  select p.*, n.nspname, p.oid::regprocedure::text as signature, r.rolname, r.rolsuper or r.rolbypassrls as unbound
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
)
select format('function %s', signature) as object, fault
from functions f, lateral (values
  (f.prosecdef and f.signature not in (select signature from allowed), 'runs with its owner''s rights and is not on the list of sql/doctor/functions.sql: make it security invoker'),
  (f.prosecdef and not coalesce(f.proconfig && array['search_path=""', 'search_path=pg_catalog', 'search_path=pg_catalog, pg_temp'], false),
    'runs with its owner''s rights and an open search path: alter function … set search_path = '''''),
  (f.prosecdef and f.unbound, format('runs with the rights of %I, which no policy binds: alter function … owner to bulkhead_owner', f.rolname)),
  (f.prosecdef and exists (
    select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) g
    where g.grantee <> f.proowner and g.grantee <> all (select r.oid from allowed a join pg_roles r on r.rolname = a.caller where a.signature = f.signature)),
    'runs with its owner''s rights and may be called by others than sql/doctor/functions.sql says: revoke execute on function … from them'),
  (f.proleakproof, 'is marked leakproof, so it may see rows before a policy does: alter function … not leakproof'),
  (f.nspname in ('auth', 'tenancy', 'app') and exists (
    select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) g where g.grantee = 0),
    'may be called by everybody: revoke execute on function … from public')
) check_ (it, fault)
where it
order by 1, 2
