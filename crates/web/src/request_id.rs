//! The id that ties a response to its log lines.

use std::cell::Cell;
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use actix_web::http::header::HeaderValue;
use serde::{Serialize, Serializer};
use uuid::Uuid;

/// A version 7 UUID. Unique, not secret; never taken from a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId(Uuid);

impl RequestId {
    /// Makes the next id of this thread: time, 42 random bits drawn once per thread, and a counter.
    ///
    /// The system's random source is read once per thread, so an id costs no system call.
    #[expect(
        clippy::disallowed_methods,
        reason = "an id's time is decided by nothing and decides nothing; it only sorts"
    )]
    pub fn next() -> Self {
        thread_local! {
            static TAIL: Cell<u128> = Cell::new(random_tail());
        }
        let tail = TAIL.replace(TAIL.get().wrapping_add(1));
        let millis = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        let id = (millis << 80) | (tail & ((1 << 80) - 1));
        let bytes = id.to_be_bytes();
        Self(uuid::Builder::from_custom_bytes(bytes).with_version(uuid::Version::SortRand).into_uuid())
    }

    pub fn uuid(self) -> Uuid {
        self.0
    }

    pub(crate) fn header_value(self) -> HeaderValue {
        let mut buffer = Uuid::encode_buffer();
        let text = self.0.hyphenated().encode_lower(&mut buffer);
        HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

/// Eighty bits whose lowest 32 start at zero: room to count before the random part changes.
#[expect(clippy::disallowed_methods, reason = "drawn once per thread, for uniqueness and not for secrecy")]
fn random_tail() -> u128 {
    let mut bytes = [0; 8];
    // Without the system's randomness ids are still unique within a process that has one thread a worker.
    if getrandom::fill(&mut bytes).is_err() {
        bytes = std::process::id().to_be_bytes().repeat(2).try_into().unwrap_or_default();
    }
    u128::from(u64::from_be_bytes(bytes)) << 32
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl Serialize for RequestId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_are_unique_across_threads_and_of_version_7() {
        let threads: Vec<_> = (0..4)
            .map(|_| std::thread::spawn(|| (0..10_000).map(|_| RequestId::next().0).collect::<Vec<_>>()))
            .collect();
        let ids: Vec<_> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 40_000);
        assert!(ids.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
    }
}
