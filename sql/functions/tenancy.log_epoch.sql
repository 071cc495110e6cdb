-- What tells this database from the one that it was restored from, where transactions have other numbers: the server,
-- its timeline, and the database.
create or replace function tenancy.log_epoch() returns text
language sql volatile set search_path = '' as $$
  select concat_ws(':', (select s.system_identifier from pg_control_system() s),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (select d.oid from pg_database d where d.datname = current_database()))
$$;
grant execute on function tenancy.log_epoch() to bulkhead_app, bulkhead_platform;
