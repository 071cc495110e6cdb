use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use time::OffsetDateTime;

/// The time, as a parameter: the system's in the server, one that only moves when told to in tests. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// Microseconds since the Unix epoch.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `start`, cut to microseconds.
    pub fn manual(start: OffsetDateTime) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(micros(start)))))
    }

    /// The time in UTC, cut to microseconds: what a `timestamptz` holds, so that a value written reads back as it was.
    pub fn now(&self) -> OffsetDateTime {
        match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
            Source::System => from_micros(micros(OffsetDateTime::now_utc())),
            Source::Manual(at) => from_micros(at.load(Ordering::Relaxed)),
        }
    }

    /// Moves a manual clock forward, for every clone of it. Does nothing to the system's.
    pub fn advance(&self, by: Duration) {
        if let Source::Manual(at) = &self.0 {
            at.fetch_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX), Ordering::Relaxed);
        }
    }
}

fn micros(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos().div_euclid(1_000)).unwrap_or(i64::MAX)
}

fn from_micros(micros: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_manual_clock_moves_only_when_told_and_for_all_its_clones() {
        let clock = Clock::manual(datetime!(2030-01-02 03:04:05.123456789 UTC));
        let shared = clock.clone();
        assert_eq!(clock.now(), datetime!(2030-01-02 03:04:05.123456 UTC));
        shared.advance(Duration::from_secs(61));
        assert_eq!(clock.now(), datetime!(2030-01-02 03:05:06.123456 UTC));
    }

    #[test]
    fn the_systems_time_has_no_fraction_that_the_database_would_drop() {
        assert_eq!(Clock::system().now().nanosecond() % 1_000, 0);
    }
}
