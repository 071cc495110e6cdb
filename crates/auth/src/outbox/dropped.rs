use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{MessageLimit, Purpose};

/// Counts messages that a limit has dropped on open routes, whose responses don't tell. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Dropped(Arc<[AtomicU64; Purpose::ALL.len()]>);

impl Dropped {
    /// Counts and logs one. Neither tells the address.
    pub fn note(&self, limit: &MessageLimit) {
        let purpose = limit.purpose;
        tracing::info!(purpose = purpose.as_str(), limited.by = ?limit.by, "a message was dropped: its limit is reached");
        if let Some(counter) = Purpose::ALL.iter().position(|other| *other == purpose).and_then(|at| self.0.get(at)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many were dropped since the last time, by purpose.
    pub fn take(&self) -> impl Iterator<Item = (Purpose, u64)> {
        Purpose::ALL.into_iter().zip(self.0.iter().map(|counter| counter.swap(0, Ordering::Relaxed)))
    }
}
