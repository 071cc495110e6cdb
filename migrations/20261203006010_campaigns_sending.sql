-- How far a campaign has come: what background work and its recipients change.
alter table app.campaigns
  add column started_at timestamptz,
  -- Why it has failed.
  add column error_code text,
  -- Recipients by status, kept by tenancy.add_to_counts.
  add column counts jsonb not null default '{"total": 0, "pending": 0, "sending": 0, "sent": 0, "delivered": 0,
    "failed": 0, "suppressed": 0, "in_doubt": 0, "cancelled": 0}',
  -- From when on its rate permits the next recipient.
  add column next_at timestamptz;
drop trigger record_change on app.campaigns;
select tenancy.log_changes('app.campaigns', 'id', 'quiet=counts,next_at');
