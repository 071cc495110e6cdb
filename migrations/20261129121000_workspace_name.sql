-- What a registration that waited for its address called the personal workspace. The workspace is made by the first session of the
-- user, since the token that confirms the address proves no session (SES-9).
alter table auth.users add column workspace_name text;
grant update (workspace_name) on auth.users to bulkhead_auth;
