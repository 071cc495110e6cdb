//! What breaks while the server works: clients that hang up, processes that are killed, a database that hangs.
//! These take minutes, so `cargo test` leaves them out: each module is a recipe of the justfile.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

#[path = "../http/support/nginx.rs"]
mod nginx;

#[path = "../http/support/reply.rs"]
#[expect(dead_code, reason = "what only the tests over HTTP use")]
mod reply;

#[path = "../http/support/server.rs"]
#[expect(dead_code, reason = "what only the tests over HTTP use")]
mod server;

#[path = "../http/support/state.rs"]
#[expect(dead_code, reason = "what only the tests over HTTP use")]
mod state;

#[path = "../http/support/peer.rs"]
#[expect(dead_code, reason = "what only the tests over HTTP use")]
mod peer;

mod analytics;
mod carrier;
mod cluster;
mod folder;
mod jobs;
mod kill;
mod ledger;
mod live;
mod node;
mod oracle;
mod outage;
mod pool;
mod process;
mod proxy;
mod restore;
mod shares;
mod shutdown;
mod slots;
mod slow;
mod streams;
mod transfer;
mod webhooks;
