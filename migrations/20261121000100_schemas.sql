-- auth: who you are. tenancy: what you may touch. app: what tenants own.
create schema if not exists auth;
create schema if not exists tenancy;
create schema if not exists app;

grant usage on schema auth to bulkhead_auth;
grant usage on schema tenancy, app to bulkhead_app, bulkhead_platform;

-- A function is callable by those it is granted to, not by everybody.
alter default privileges revoke execute on functions from public;
