-- A scheduled call whose call is queued or ringing is cancelled at its carrier: a client wants that, and a node asks.
-- Whether the carrier is asked to cancel it.
alter table app.scheduled_calls add column cancelling boolean not null default false;
-- When the carrier is asked next, or again if its answer is lost; null where no one wants the call cancelled.
alter table app.attempts add column cancel_due_at timestamptz;
-- How often it was asked.
alter table app.attempts add column cancel_tries bigint not null default 0;
