//! The only crate that knows HTTP.

pub mod client;
pub mod edge;
pub mod error;
pub mod health;
pub mod metrics;
pub mod problem;
pub mod serve;

pub use error::Error;
