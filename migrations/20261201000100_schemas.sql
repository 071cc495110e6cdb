-- auth: users and their credentials. tenancy: tenants, their members, and what isolates them. app: the rows that
-- tenants own.
create schema if not exists auth;
create schema if not exists tenancy;
create schema if not exists app;

grant usage on schema auth to bulkhead_auth, bulkhead_app, bulkhead_platform;
grant usage on schema tenancy, app to bulkhead_app, bulkhead_platform;

-- A function may be called by the roles that it is granted to, and by no other.
alter default privileges revoke execute on functions from public;

-- The server compares the applied migrations with its own before it serves. (sql/roles.sql lets it use the schema.)
grant select on public._sqlx_migrations to bulkhead_platform;
