-- Trigger: raises a row's version, and notes the time.
create or replace function tenancy.next_version() returns trigger
language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := statement_timestamp();
  return new;
end $$;
grant execute on function tenancy.next_version() to bulkhead_app, bulkhead_platform;
