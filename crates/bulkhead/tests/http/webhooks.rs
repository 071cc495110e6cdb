//! What carriers call: who gets in, and what a request does, once.

mod calls;
mod door;
mod isolation;
mod messages;
mod models;
mod repeats;
mod statuses;
mod suppressions;
