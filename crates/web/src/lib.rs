//! The only crate that knows HTTP.

pub mod app;
pub mod browser_app;
pub mod client;
pub mod console;
pub mod cookies;
mod dispatch;
pub mod docs;
pub mod edge;
pub mod error;
pub mod files;
pub mod health;
pub mod html;
pub mod live;
mod local;
pub mod mailbox;
pub mod metrics;
mod naming;
pub mod openapi;
pub mod path;
pub mod problem;
pub mod quotas;
mod request;
pub mod request_id;
pub mod route;
mod router;
pub mod routes;
pub mod schema;
pub mod serve;
pub mod session;
pub mod shares;
pub mod simulated_carrier;
pub mod state;
pub mod stored_file;
mod tally;
pub mod webhook_alerts;

pub use error::Error;
