-- The server compares the applied migrations with its own before it serves. (sql/roles.sql lets it look into the schema.)
grant select on public._sqlx_migrations to bulkhead_platform;
