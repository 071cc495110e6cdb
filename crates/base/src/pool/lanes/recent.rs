use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

use super::Lane;

/// For how long a lane counts as busy after it asked for a connection.
const RECENT: Duration = Duration::from_secs(1);

/// The two lanes that asked last for a connection. Pools of the same database share it: their statements meet there.
#[derive(Clone, Default)]
pub struct RecentLanes(Arc<Mutex<LastTwo>>);

#[derive(Default)]
struct LastTwo {
    latest: Option<Asked>,
    /// Of another lane than the latest.
    one_before: Option<Asked>,
}

#[derive(Clone, Copy)]
struct Asked {
    lane: Lane,
    at: Instant,
}

impl RecentLanes {
    pub(super) fn note(&self, lane: Lane, now: Instant) {
        if lane == Lane::COMMON {
            return;
        }
        let mut lanes = self.0.lock();
        if lanes.latest.is_some_and(|latest| latest.lane != lane) {
            lanes.one_before = lanes.latest;
        }
        lanes.latest = Some(Asked { lane, at: now });
    }

    /// Whether a lane other than this one asked within the last second.
    pub(super) fn has_other(&self, lane: Lane, now: Instant) -> bool {
        let lanes = self.0.lock();
        let is_other = |asked: Asked| asked.lane != lane && now.saturating_duration_since(asked.at) < RECENT;
        lanes.latest.is_some_and(is_other) || lanes.one_before.is_some_and(is_other)
    }
}
