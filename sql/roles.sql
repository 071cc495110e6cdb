-- The four roles. A DBA runs this once per database, as a superuser and connected to it:
--     psql -d bulkhead -f sql/roles.sql
-- On a managed Postgres its administrator does, who owns the database and may create roles (docs/ops.md).
-- Running it again changes nothing. Passwords are the DBA's: \password bulkhead_app, and so on.

do $$
declare
  wanted text;
  surplus text;
begin
  foreach wanted in array array['bulkhead_owner', 'bulkhead_auth', 'bulkhead_app', 'bulkhead_platform'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I login', wanted);
    end if;
    -- Who isn't a superuser, as on a managed Postgres, may not even take away what a role doesn't have.
    select string_agg(attribute, ' ') into surplus
    from pg_catalog.pg_roles, lateral (values (rolsuper, 'nosuperuser'), (rolbypassrls, 'nobypassrls'), (rolcreatedb, 'nocreatedb'),
      (rolcreaterole, 'nocreaterole'), (rolreplication, 'noreplication')) given (has_it, attribute)
    where rolname = wanted and has_it;
    if surplus is not null then
      execute format('alter role %I %s', wanted, surplus);
    end if;
  end loop;

  -- What bounds a runaway request: no statement over 5 s, no wait for a lock over 2 s, no forgotten transaction, and
  -- a query whose client has gone is cancelled within 2 s. A commit is durable before it is acknowledged.
  foreach wanted in array array['bulkhead_auth', 'bulkhead_app', 'bulkhead_platform'] loop
    execute format('alter role %I set statement_timeout = ''5s''', wanted);
    execute format('alter role %I set lock_timeout = ''2s''', wanted);
    execute format('alter role %I set idle_in_transaction_session_timeout = ''10s''', wanted);
    execute format('alter role %I set client_connection_check_interval = ''2s''', wanted);
    execute format('alter role %I set synchronous_commit = ''on''', wanted);
    -- A quiet connection shows each minute that it is there, since NAT gateways and load balancers forget silent ones;
    -- one whose client is gone ends.
    execute format('alter role %I set tcp_keepalives_idle = 60', wanted);
    execute format('alter role %I set tcp_keepalives_interval = 10', wanted);
    execute format('alter role %I set tcp_keepalives_count = 3', wanted);
  end loop;
  -- Every statement names its tenant and has one good plan; planning it anew for each execution doubles its cost.
  foreach wanted in array array['bulkhead_auth', 'bulkhead_app', 'bulkhead_platform'] loop
    execute format('alter role %I set plan_cache_mode = force_generic_plan', wanted);
  end loop;
  execute 'alter role bulkhead_owner set lock_timeout = ''5s''';

  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to bulkhead_auth, bulkhead_app, bulkhead_platform', current_database());
  execute format('grant connect, create on database %I to bulkhead_owner', current_database());
end $$;

-- Only the owner's own bookkeeping (the table of applied migrations) lives in public; the server may read it.
revoke all on schema public from public;
grant usage, create on schema public to bulkhead_owner;
grant usage on schema public to bulkhead_platform;

-- Built-in functions that public may call by default: large objects are rows outside of row-level security, an advisory
-- lock is held for as long as its session, and one session of a role may end the others. What is needed is granted by
-- name: sqlx's migrator and tenancy.claim_key lock as bulkhead_owner, the writers of the two audit chains as the
-- others. Where the runner isn't a superuser, as on a managed Postgres, this changes nothing, and `bulkhead doctor`
-- warns.
do $$
declare
  of_public regprocedure[];
  one regprocedure;
  remaining text;
begin
  select array_agg(p.oid::regprocedure) into of_public from pg_catalog.pg_proc p
  where p.pronamespace = 'pg_catalog'::regnamespace
    and (p.proname ~ '^pg_(try_)?advisory_(xact_)?lock' or p.proname in ('lo_create', 'lo_creat', 'lo_from_bytea', 'lo_open',
      'lo_put', 'lo_truncate', 'lo_truncate64', 'lo_unlink', 'lowrite', 'pg_cancel_backend', 'pg_terminate_backend'))
    and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee = 0);
  foreach one in array coalesce(of_public, '{}') loop
    begin
      execute format('revoke execute on function %s from public', one);
    exception when insufficient_privilege then
      null;
    end;
  end loop;
  begin
    grant execute on function pg_catalog.pg_advisory_lock(bigint), pg_catalog.pg_try_advisory_xact_lock(bigint) to bulkhead_owner;
    grant execute on function pg_catalog.pg_try_advisory_xact_lock(bigint) to bulkhead_auth, bulkhead_platform;
  exception when insufficient_privilege then
    null;
  end;
  select string_agg(p.oid::regprocedure::text, ', ') into remaining from pg_catalog.pg_proc p
  where p.oid = any (of_public) and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee = 0);
  if remaining is not null then
    raise notice 'not revoked from public, which takes a superuser: %', remaining;
  end if;
end $$;
