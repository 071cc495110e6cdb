//! Live updates of many clients at once: what idle streams take, what a reader that takes nothing costs, how soon
//! events come, and how the clients of a server that stops come back.
//!
//! The bounds that are times hold for a release build (`just soak`); a debug build prints them. `STREAMS` says how many
//! streams are open (500; half of them while the server restarts), `STREAM_EVENTS` how many come while a reader takes
//! none (12,000), `STREAM_WRITES` how many writes another tenant commits (2,000), `STREAM_SECONDS` how long a phase of a
//! measurement is (4).

mod crowd;
mod foreign;
mod idle;
mod pace;
mod reader;
mod restart;
mod stalled;

use std::time::{Duration, Instant};

/// What a user may have open, and a tenant (`EVENT_STREAMS_PER_USER`, `EVENT_STREAMS_PER_TENANT`).
const OF_USER: usize = 10;
const OF_TENANT: usize = 200;

/// Files that a server and this process have open beside the streams.
const OTHER_FILES: u64 = 500;

/// A number from a variable.
fn number(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} must be a number")))
}

/// Waits until something holds; fails after three minutes.
async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_mins(3), "it never came to this: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// How long it took in so many of a hundred cases at most.
fn percentile(sorted: &[Duration], part: usize) -> Duration {
    sorted[(sorted.len() - 1) * part / 100]
}
