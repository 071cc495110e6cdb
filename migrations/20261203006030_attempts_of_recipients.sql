-- A request to the carrier may be for a recipient of a campaign.
alter table app.attempts add column recipient_id uuid;
alter table app.attempts add constraint attempts_recipient foreign key (tenant_id, recipient_id)
  references app.campaign_recipients (tenant_id, id) on delete cascade not valid;
-- The next one permits all that this one did.
-- squawk-ignore ban-drop-constraint
alter table app.attempts drop constraint attempts_subject;
alter table app.attempts add constraint attempts_subject
  check (scheduled_call_id is not null or message_id is not null or recipient_id is not null) not valid;
