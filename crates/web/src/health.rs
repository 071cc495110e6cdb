//! Liveness and readiness.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::error::Error;

/// Whether this node should get requests; shared by its workers.
pub struct Readiness {
    is_draining: AtomicBool,
    is_database_reachable: Box<dyn Fn() -> bool + Send + Sync>,
}

impl Readiness {
    /// `is_database_reachable` is asked on every probe and must not wait: it reports what was seen last.
    pub fn new(is_database_reachable: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { is_draining: AtomicBool::new(false), is_database_reachable: Box::new(is_database_reachable) }
    }

    /// Turns readiness off for good, ahead of a shutdown; requests are still served.
    pub fn drain(&self) {
        self.is_draining.store(true, Ordering::Release);
    }

    /// Whether the node is about to stop.
    pub fn is_draining(&self) -> bool {
        self.is_draining.load(Ordering::Acquire)
    }

    /// Whether the database answered when it was last asked.
    pub fn is_database_reachable(&self) -> bool {
        (self.is_database_reachable)()
    }

    /// [`Error::Unavailable`] while the node drains, or while the database is out of reach.
    pub fn check(&self) -> Result<(), Error> {
        let reason = if self.is_draining() {
            "draining"
        } else if self.is_database_reachable() {
            return Ok(());
        } else {
            "the database is out of reach"
        };
        Err(Error::Unavailable { retry_after: Duration::from_secs(1), cause: Some(reason.into()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rel_7_a_draining_node_is_not_ready() {
        let readiness = Readiness::new(|| true);
        assert!(readiness.check().is_ok());
        readiness.drain();
        assert!(readiness.check().is_err());
    }

    #[test]
    fn rel_5_a_node_without_a_database_is_not_ready() {
        assert!(Readiness::new(|| false).check().is_err());
    }
}
