//! What carriers call: who gets in, and what a request does, once.

mod alerts;
mod calls;
mod door;
mod given_up;
mod isolation;
mod messages;
mod models;
mod overdue;
mod recordings;
mod repeats;
mod simulated;
mod speed;
mod statuses;
mod suppressions;
mod tenant_models;
mod transfers;
