-- The server compares the applied migrations with its own before it serves.
grant usage on schema public to bulkhead_platform;
grant select on public._sqlx_migrations to bulkhead_platform;
