//! Signing up, in and out over a real database, as the role that the server uses.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod acts;
mod attempts;
mod denial_log;
mod holds;
mod impersonations;
mod login;
mod register;
mod sessions;
mod tokens;
mod users;
mod world;
