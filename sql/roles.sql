-- The four roles. A DBA runs this once per database, as a superuser and connected to it:
--     psql -d bulkhead -f sql/roles.sql
-- Running it again changes nothing. Passwords are the DBA's: \password bulkhead_app, and so on.

do $$
declare wanted text;
begin
  foreach wanted in array array['bulkhead_owner', 'bulkhead_auth', 'bulkhead_app', 'bulkhead_platform'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I login', wanted);
    end if;
    execute format('alter role %I nosuperuser nobypassrls nocreatedb nocreaterole noreplication', wanted);
  end loop;

  -- What bounds a runaway request: no statement over 5 s, no wait for a lock over 2 s, no forgotten transaction, and
  -- a query whose client has gone is cancelled within 2 s. A commit is durable before it is acknowledged.
  foreach wanted in array array['bulkhead_auth', 'bulkhead_app', 'bulkhead_platform'] loop
    execute format('alter role %I set statement_timeout = ''5s''', wanted);
    execute format('alter role %I set lock_timeout = ''2s''', wanted);
    execute format('alter role %I set idle_in_transaction_session_timeout = ''10s''', wanted);
    execute format('alter role %I set client_connection_check_interval = ''2s''', wanted);
    execute format('alter role %I set synchronous_commit = ''on''', wanted);
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
