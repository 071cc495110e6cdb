//! The only crate that knows HTTP.

pub mod application;
mod background;
pub mod client;
pub mod config;
pub mod database;
mod dispatch;
mod docs;
pub mod edge;
pub mod error;
pub mod files;
pub mod health;
mod html;
pub mod mailer;
pub mod metrics;
mod naming;
pub mod openapi;
pub mod path;
pub mod problem;
mod quotas;
mod request;
pub mod route;
mod router;
pub mod routes;
pub mod schema;
pub mod serve;
pub mod session;
pub mod shares;
pub mod state;
mod tally;
pub mod telemetry;

pub use error::Error;
