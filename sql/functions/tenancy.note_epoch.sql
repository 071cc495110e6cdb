-- Trigger: notes the epoch in which a campaign goes on.
create or replace function tenancy.note_epoch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.log_epoch := tenancy.log_epoch();
  new.error_code := null;
  return new;
end $$;
grant execute on function tenancy.note_epoch() to bulkhead_app;
