//! What the tests stand on: servers and callers, answers, people and tenants, and what was mailed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

pub mod api_keys;
pub mod authenticator;
pub mod binary;
pub mod carrier;
pub mod chat;
pub mod db_snapshot;
pub mod findings;
pub mod groups;
pub mod held;
pub mod mailbox;
pub mod mfa;
pub mod name_server;
pub mod nginx;
pub mod openapi_requests;
pub mod passkeys;
pub mod peer;
pub mod platform;
pub mod receiver;
pub mod recordings;
pub mod reply;
pub mod server;
pub mod smtp;
pub mod sql_proxy;
pub mod state;
pub mod team;
pub mod telephony;
pub mod twilio;
pub mod wait;
pub mod worker;
pub mod world;
