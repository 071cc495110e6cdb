//! Work that a node does again and again, each task at its interval.
//!
//! A task never runs over itself and never stops another: one that fails or panics is tried again at its next time.

mod run_log;
mod scheduler;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use time::OffsetDateTime;

pub use run_log::{ListedRun, RunLog, list};
pub use scheduler::Scheduler;

type Outcome = Result<u64, Box<dyn Error + Send + Sync>>;

/// Something to do again and again.
pub struct Task {
    name: &'static str,
    interval: Duration,
    first_delay: Duration,
    runs_on: RunsOn,
    work: Box<dyn FnMut() -> BoxFuture<'static, Outcome> + Send>,
}

/// Which nodes of an installation run a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunsOn {
    OneNode,
    EachNode,
}

impl Task {
    /// A task that changes what all nodes share, so that one node's run serves them all. `work` returns the number of
    /// rows that it dealt with.
    pub fn on_one_node<W, F, E>(name: &'static str, interval: Duration, work: W) -> Self
    where
        W: FnMut() -> F + Send + 'static,
        F: Future<Output = Result<u64, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::new(name, interval, RunsOn::OneNode, work)
    }

    /// A task that keeps something of the node itself, or that the nodes share out among themselves.
    pub fn on_each_node<W, F, E>(name: &'static str, interval: Duration, work: W) -> Self
    where
        W: FnMut() -> F + Send + 'static,
        F: Future<Output = Result<u64, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::new(name, interval, RunsOn::EachNode, work)
    }

    fn new<W, F, E>(name: &'static str, interval: Duration, runs_on: RunsOn, mut work: W) -> Self
    where
        W: FnMut() -> F + Send + 'static,
        F: Future<Output = Result<u64, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        let work = Box::new(move || work().map(|outcome| outcome.map_err(Into::into)).boxed());
        Self { name, interval, first_delay: Duration::ZERO, runs_on, work }
    }

    /// The same, with its first run so long after the start.
    #[must_use]
    pub fn first_after(self, first_delay: Duration) -> Self {
        Self { first_delay, ..self }
    }

    pub fn name(&self) -> &'static str {
        self.name
    }

    pub fn interval(&self) -> Duration {
        self.interval
    }
}

/// One run of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub task: &'static str,
    pub started_at: OffsetDateTime,
    pub took: Duration,
    pub result: Result<u64, Failure>,
}

/// Why a run failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The error and its causes.
    Error(String),
    /// What the task panicked with, which may hold values that the task worked on.
    Panic(String),
}

/// Learns of runs, for metrics.
pub trait Observer: Send + Sync {
    fn finished(&self, run: &Run);

    /// When the task's last successful run began, on whichever node.
    fn last_success(&self, task: &'static str, at: OffsetDateTime);
}
