//! The simulated carrier, through its sockets: by the client of the REST API, beside a small server of webhooks.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod calls;
mod faults;
mod isolation;
mod messages;
mod people;
mod rates;
mod restart;
mod support;
