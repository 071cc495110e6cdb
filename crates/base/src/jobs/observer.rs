use std::time::Duration;

use super::{JobState, RunOutcome};

/// What a worker tells of its work, for metrics.
pub trait JobObserver: Send + Sync + 'static {
    /// A run has ended.
    fn ended(&self, kind: &'static str, outcome: RunOutcome, took: Duration);

    /// Since when the oldest job of a kind is due; zero where none is. Told every 15 seconds, over all nodes.
    fn oldest_due(&self, kind: &'static str, age: Duration);

    /// This node took back a job whose lease ran out on another, or on itself. The kind may be one that it doesn't
    /// know.
    fn lease_ran_out(&self, kind: &str, state: JobState);
}

/// Observes nothing.
#[derive(Clone, Copy, Debug)]
pub struct Unobserved;

impl JobObserver for Unobserved {
    fn ended(&self, _: &'static str, _: RunOutcome, _: Duration) {}
    fn oldest_due(&self, _: &'static str, _: Duration) {}
    fn lease_ran_out(&self, _: &str, _: JobState) {}
}
