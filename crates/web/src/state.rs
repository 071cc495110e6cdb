//! What a worker's requests share.

use std::sync::Arc;

use auth::{Clock, Hasher, Random};
use tenancy::Db;

use crate::edge::limit::Limits;
use crate::metrics::Metrics;

/// Shared by all workers of a process.
pub struct Shared {
    pub clock: Clock,
    pub random: Random,
    pub hasher: Hasher,
    pub limits: Arc<Limits>,
    pub metrics: Arc<Metrics>,
}

/// A worker's own: its connections never leave its thread.
pub struct State {
    pub shared: Arc<Shared>,
    pub db: Db,
    pub auth: auth::Pool,
}
