-- A restored backup doesn't know what a campaign has sent since. Each campaign that runs has the epoch of the log in which it
-- was started or resumed; in another epoch, background work pauses it.
alter table app.campaigns add column log_epoch text;
grant execute on function tenancy.log_epoch() to bulkhead_app;
drop trigger record_change on app.campaigns;
select tenancy.log_changes('app.campaigns', 'id', 'quiet=counts,next_at,log_epoch');

-- Trigger: notes the epoch in which a campaign goes on.
create or replace function tenancy.note_epoch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.log_epoch := tenancy.log_epoch();
  new.error_code := null;
  return new;
end $$;
grant execute on function tenancy.note_epoch() to bulkhead_app;
create trigger note_epoch before insert or update of status on app.campaigns
  for each row when (new.status = 'running') execute function tenancy.note_epoch();

-- Who made a campaign is told where it has failed, and where background work has paused it.
drop trigger notify_of_campaign on app.campaigns;
create trigger notify_of_campaign after update of status on app.campaigns
  for each row when (
    old.status <> new.status
    and (new.status = 'failed' or new.status = 'paused' and coalesce(current_setting('app.job', true), '') <> ''))
  execute function tenancy.notify_of_campaign();
