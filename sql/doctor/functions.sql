-- A function with its owner's rights is a way past the caller's: only those on the list are allowed, for the roles that
-- need them, with a pinned search path.
with allowed (signature, caller, reason) as (
  values
    ('tenancy.tenant_of_slug(text)', 'bulkhead_app', 'a slug has to be found before there is a tenant to set; it tells the id and nothing else'),
    ('tenancy.api_key(bytea,timestamp with time zone)', 'bulkhead_app',
      'a key has to be found before there is a tenant to set; it tells what the key may do, and where, to who has the key'),
    ('tenancy.impersonation(bytea,timestamp with time zone,timestamp with time zone)', 'bulkhead_app',
      'an impersonation has to be found before there is a tenant to set; it tells the member and the tenant to the holder of the token'),
    ('tenancy.impersonation(bytea,timestamp with time zone,timestamp with time zone)', 'bulkhead_platform',
      'the user that an admin acts as is shown the one tenant; it tells the member and the tenant to the holder of the token'),
    ('tenancy.enter_by_cookie(bytea,timestamp with time zone,timestamp with time zone,text,integer,uuid)', 'bulkhead_app',
      'a credential is proved where it is used, before there is a context; it tells the user, tenant and role to who has the token'),
    ('tenancy.enter_by_proof(bytea,uuid,timestamp with time zone,timestamp with time zone,text,integer,uuid,timestamp with time zone,boolean,boolean)',
      'bulkhead_app', 'a session is proved and held where it is used; it tells what tenancy.enter_by_cookie tells'),
    ('tenancy.enter_by_key(bytea,timestamp with time zone,text[],text[],text,integer,uuid)', 'bulkhead_app',
      'a key is proved where it is used; it tells user, tenant and role to who has the key'),
    ('tenancy.enter_by_impersonation(bytea,timestamp with time zone,timestamp with time zone,text,integer,uuid)', null,
      'tenancy.enter_by_cookie asks it of a token that opens no session'),
    ('tenancy.owned_tenants(uuid)', 'bulkhead_app', 'a user owns a hundred tenants at most; it tells how many they own'),
    ('auth.holder_of_session(bytea,uuid,timestamp with time zone,timestamp with time zone)', 'bulkhead_app',
      'what a member does outside of a tenant is proved there; it tells the user and their verified address to who has the token'),
    ('auth.platform_admin_of_session(bytea,uuid,timestamp with time zone,timestamp with time zone,timestamp with time zone,boolean)',
      'bulkhead_platform', 'what a platform admin does is proved where it is done; it tells the admin to who has the token'),
    ('auth.self_of_session(bytea,uuid,timestamp with time zone,timestamp with time zone)', 'bulkhead_platform',
      'a user and their tenants are shown together; it tells of themselves to who has the token'),
    ('auth.has_second_factor(uuid)', 'bulkhead_app',
      'a tenant may ask its members for a second factor; it tells whether a user has one, and not which'),
    ('auth.admit_invitation(bytea,timestamp with time zone,bigint,bigint,bigint)', 'bulkhead_app',
      'an invitation is counted before it is queued; it counts for the user and the tenant that were entered, and tells whether a limit is reached'),
    ('auth.admit_invitation(bytea,timestamp with time zone,bigint,bigint,bigint)', 'bulkhead_platform',
      'a new tenant''s owner is invited; it counts by the address, and tells whether a limit is reached'),
    ('auth.api_keys_of(uuid,timestamp with time zone,integer)', 'bulkhead_auth',
      'the letter about a new password names the user''s keys; it tells their names, and those of their tenants'),
    ('auth.revoke_api_keys_of(uuid,timestamp with time zone,uuid)', 'bulkhead_auth',
      'a user revokes their keys with a new password, in all tenants; it tells nothing'),
    ('tenancy.rehome()', null, 'the user who removes a member can''t write that member''s home; it sets the personal workspace'),
    ('tenancy.rehome_all()', null, 'the user who closes a tenant can''t write its members'' homes'),
    ('tenancy.tenant_of_invitation(bytea)', 'bulkhead_app', 'an invited user has entered no tenant yet; it tells the tenant and nothing else'),
    ('tenancy.purge_changes(uuid)', 'bulkhead_platform', 'the log is append-only for every role of the server; it removes what a closed tenant leaves'),
    ('tenancy.clean_pending_lists()', 'bulkhead_platform',
      'only an index''s owner may clean its list of pending entries; it tells how many pages there were'),
    ('tenancy.search_page(text,uuid,text,integer,jsonb,boolean,text,boolean,timestamp with time zone,text,uuid,integer)', 'bulkhead_app',
      'no index serves a search under a policy; it tells ids of the tenant that was entered and nothing else'),
    ('tenancy.owners_of_bin(text,uuid,integer)', 'bulkhead_app',
      'no policy shows a job the private rows of all users; it tells their owners, in the tenant that the job is in'),
    ('tenancy.enter_bin(text,uuid,integer,integer)', 'bulkhead_app',
      'no policy shows a job the rows of all conversations; it enters those with rows in the bin, in the tenant that the job is in'),
    ('tenancy.enter_conversations(uuid,uuid,uuid)', 'bulkhead_app',
      'who takes part is looked up before there is a conversation to set; it tells in which ones the user of the context does'),
    ('tenancy.claim_key(text,timestamp with time zone)', 'bulkhead_app',
      'the server takes no advisory locks of its own; it tells the answer under the caller''s own key, in the tenant that was entered'),
    ('tenancy.last_change()', 'bulkhead_platform', 'the role that seals the change log can''t read it; it tells a number'),
    ('tenancy.change_digests(bigint,bigint,bigint)', 'bulkhead_platform', 'the role that seals the change log can''t read it; it tells digests')
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
