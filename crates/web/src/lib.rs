//! The only crate that knows HTTP.

pub mod client;
pub mod config;
pub mod edge;
pub mod error;
pub mod health;
pub mod metrics;
pub mod problem;
pub mod serve;
pub mod telemetry;

pub use error::Error;
