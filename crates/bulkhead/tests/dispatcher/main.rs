//! Attempts and the dispatcher, over a real Postgres and the simulated carrier.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![expect(clippy::disallowed_methods, reason = "a test's ids may come from the machine's own clock")]

mod auditing;
mod campaign_starts;
mod campaigns;
mod cancelling;
mod cancelling_campaigns;
mod claims;
mod doubts;
mod email_campaigns;
mod faults;
mod introducing;
mod limits;
mod placing;
mod support;
mod sweeping;
