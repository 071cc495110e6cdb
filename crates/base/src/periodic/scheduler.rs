use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::pending;
use time::OffsetDateTime;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::{Failure, Observer, Run, RunLog, RunsOn, Task};
use crate::{Clock, Panicked, causes};

/// The least pause between two runs of a task.
const LEAST_PAUSE: Duration = Duration::from_secs(1);
/// The least pause after a run that failed, so that a task of each second doesn't fill the log.
const AFTER_A_FAILURE: Duration = Duration::from_secs(10);
/// The longest pause where it isn't known whose turn it is.
const UNKNOWN_TURN: Duration = Duration::from_mins(1);
/// How often the good runs of a task that each node runs are recorded.
const RECORD_EVERY: Duration = Duration::from_mins(1);

/// Drives the tasks of a node.
pub struct Scheduler {
    clock: Clock,
    observer: Arc<dyn Observer>,
    run_log: Option<RunLog>,
}

impl Scheduler {
    /// A scheduler that knows of no other node.
    pub fn new(clock: Clock, observer: Arc<dyn Observer>) -> Self {
        Self { clock, observer, run_log: None }
    }

    /// The same, which records its runs and takes turns with the other nodes.
    #[must_use]
    pub fn recording(self, run_log: RunLog) -> Self {
        Self { run_log: Some(run_log), ..self }
    }

    /// Starts the tasks. They end when `set` is shut down or dropped; what a run was doing in the database is rolled
    /// back.
    pub fn start(self, tasks: Vec<Task>, set: &mut JoinSet<()>) {
        let scheduler = Arc::new(self);
        for task in tasks {
            let scheduler = Arc::clone(&scheduler);
            set.spawn(async move { scheduler.drive(task).await });
        }
    }

    async fn drive(&self, mut task: Task) {
        let mut recorded = None;
        sleep(task.first_delay).await;
        loop {
            let pause = match (task.runs_on, &self.run_log) {
                (RunsOn::OneNode, Some(run_log)) => self.take_turn(&mut task, run_log).await,
                (_, run_log) => self.run_here(&mut task, run_log.as_ref(), &mut recorded).await,
            };
            sleep(pause).await;
        }
    }

    /// Runs the task where it is due over all nodes. Returns the pause until its next time, as the others do.
    async fn take_turn(&self, task: &mut Task, run_log: &RunLog) -> Duration {
        let started_at = self.clock.now();
        let claim = match run_log.claim(task.name, task.interval, started_at).await {
            Ok(claim) => claim,
            Err(error) => {
                let cause = format!("its turn is unknown: {}", causes::describe(&error));
                let result = Err(Failure::Error(cause));
                self.note(&Run { task: task.name, started_at, took: Duration::ZERO, result });
                return task.interval.min(UNKNOWN_TURN);
            }
        };
        if let Some(at) = claim.succeeded_at {
            self.observer.last_success(task.name, at);
        }
        if let Some(due_in) = claim.due_in {
            return due_in.max(LEAST_PAUSE);
        }
        let run = run(task, started_at, run_log.keep(task.name, started_at)).await;
        self.note(&run);
        record(run_log, &run, task.interval, true).await;
        pause_after(&run, task)
    }

    /// Runs the task. Its row is written once a minute, and where its result turns: a task of each second would write
    /// all day.
    async fn run_here(
        &self,
        task: &mut Task,
        run_log: Option<&RunLog>,
        recorded: &mut Option<(Instant, bool)>,
    ) -> Duration {
        let run = run(task, self.clock.now(), pending()).await;
        self.note(&run);
        let is_known = recorded.is_some_and(|(at, ok)| ok == run.result.is_ok() && at.elapsed() < RECORD_EVERY);
        if let Some(run_log) = run_log.filter(|_| !is_known) {
            *recorded = Some((Instant::now(), run.result.is_ok()));
            record(run_log, &run, task.interval, false).await;
        }
        pause_after(&run, task)
    }

    fn note(&self, run: &Run) {
        log(run);
        self.observer.finished(run);
        if run.result.is_ok() {
            self.observer.last_success(run.task, run.started_at);
        }
    }
}

/// Runs the task once, beside what keeps the run this node's.
async fn run(task: &mut Task, started_at: OffsetDateTime, keep: impl Future<Output = Infallible>) -> Run {
    let begun = Instant::now();
    let work = AssertUnwindSafe(async { (task.work)().await }).catch_unwind();
    let result = tokio::select! {
        outcome = work => match outcome {
            Ok(Ok(rows)) => Ok(rows),
            Ok(Err(error)) => Err(Failure::Error(causes::describe(error.as_ref()))),
            Err(panic) => Err(Failure::Panic(Panicked::new(panic.as_ref()).to_string())),
        },
        never = keep => match never {},
    };
    Run { task: task.name, started_at, took: begun.elapsed(), result }
}

async fn record(run_log: &RunLog, run: &Run, interval: Duration, was_claimed: bool) {
    if let Err(error) = run_log.record(run, interval, was_claimed).await {
        let error = causes::describe(&error);
        tracing::warn!(task.name = run.task, ?error, "a run of a periodic task was not recorded");
    }
}

fn pause_after(run: &Run, task: &Task) -> Duration {
    let least = if run.result.is_ok() { LEAST_PAUSE } else { AFTER_A_FAILURE };
    task.interval.saturating_sub(run.took).max(least)
}

fn log(run: &Run) {
    let (task, seconds) = (run.task, run.took.as_secs_f64());
    match &run.result {
        Ok(0) => {}
        Ok(rows) => tracing::debug!(task.name = task, task.rows = rows, seconds, "ran a periodic task"),
        Err(Failure::Error(cause)) => {
            tracing::warn!(task.name = task, error = ?cause, seconds, "a periodic task failed");
        }
        Err(Failure::Panic(cause)) => {
            tracing::error!(task.name = task, error = ?cause, seconds, "a periodic task failed");
        }
    }
}
