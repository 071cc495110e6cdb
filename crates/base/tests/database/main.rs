//! The pool, the job queue and periodic work over a real database, as the roles that the server uses.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod dead_connections;
mod jobs;
mod path;
mod periodic;
