use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use time::macros::datetime;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::*;
use crate::Clock;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_mins(1);

#[derive(Default)]
struct Seen {
    runs: Mutex<Vec<Run>>,
    successes: Mutex<Vec<&'static str>>,
}

impl Observer for Seen {
    fn finished(&self, run: &Run) {
        self.runs.lock().push(run.clone());
    }

    fn last_success(&self, task: &'static str, _: OffsetDateTime) {
        self.successes.lock().push(task);
    }
}

impl Seen {
    fn of(&self, task: &str) -> Vec<Run> {
        self.runs.lock().iter().filter(|run| run.task == task).cloned().collect()
    }
}

/// Starts the tasks over a clock that the scheduler doesn't wait by: tokio's, which the tests pause, moves on its own.
fn start(tasks: Vec<Task>) -> (Arc<Seen>, JoinSet<()>) {
    let (seen, mut set) = (Arc::new(Seen::default()), JoinSet::new());
    let clock = Clock::manual(datetime!(2030-01-01 12:00 UTC));
    Scheduler::new(clock, Arc::<Seen>::clone(&seen)).start(tasks, &mut set);
    (seen, set)
}

/// Panics where it is called, before there is a future.
fn panics_at_once() -> std::future::Ready<Result<u64, io::Error>> {
    panic!("before its first step")
}

async fn nothing() -> Result<u64, io::Error> {
    Ok(0)
}

#[tokio::test(start_paused = true)]
async fn a_task_that_fails_is_tried_at_its_next_time_and_stops_no_other() {
    let mut runs = 0;
    let failing = move || {
        runs += 1;
        async move { if runs == 2 { Ok(3) } else { Err(io::Error::other("no disk")) } }
    };
    let (seen, _set) =
        start(vec![Task::on_one_node("failing", MINUTE, failing), Task::on_each_node("sound", MINUTE, nothing)]);
    sleep(2 * MINUTE + SECOND).await;
    let results: Vec<_> = seen.of("failing").into_iter().map(|run| run.result).collect();
    let failed = Err(Failure::Error("no disk".to_owned()));
    assert_eq!(results, [failed.clone(), Ok(3), failed]);
    assert_eq!(seen.of("sound").len(), 3);
    assert_eq!(seen.successes.lock().iter().filter(|task| **task == "failing").count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_task_that_panics_is_tried_at_its_next_time_and_stops_no_other() {
    let work = || async {
        assert!(std::hint::black_box(false), "seeded");
        Ok::<_, io::Error>(0)
    };
    let (seen, _set) = start(vec![
        Task::on_one_node("panicking", MINUTE, work),
        Task::on_one_node("at once", MINUTE, panics_at_once),
        Task::on_one_node("sound", MINUTE, nothing),
    ]);
    sleep(MINUTE + SECOND).await;
    let results: Vec<_> = seen.of("panicking").into_iter().map(|run| run.result).collect();
    let failed = Err(Failure::Panic("panicked: seeded".to_owned()));
    assert_eq!(results, [failed.clone(), failed]);
    assert_eq!(seen.of("at once").len(), 2);
    assert_eq!(seen.of("sound").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_task_that_is_slower_than_its_interval_never_runs_over_itself() {
    let (at_once, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let slow = {
        let (at_once, most) = (Arc::clone(&at_once), Arc::clone(&most));
        move || {
            let (at_once, most) = (Arc::clone(&at_once), Arc::clone(&most));
            async move {
                most.fetch_max(at_once.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
                sleep(3 * SECOND).await;
                at_once.fetch_sub(1, Ordering::Relaxed);
                Ok::<_, io::Error>(1)
            }
        }
    };
    let (seen, _set) = start(vec![Task::on_each_node("slow", SECOND, slow)]);
    sleep(12 * SECOND + SECOND / 2).await;
    assert_eq!(most.load(Ordering::Relaxed), 1);
    let runs = seen.of("slow");
    assert_eq!(runs.len(), 3, "{runs:?}");
    assert!(runs.iter().all(|run| run.took == 3 * SECOND), "{runs:?}");
}

#[tokio::test(start_paused = true)]
async fn a_task_first_runs_after_its_delay_and_then_at_its_interval() {
    let begun = Instant::now();
    let times = Arc::new(Mutex::new(Vec::new()));
    let work = {
        let times = Arc::clone(&times);
        move || {
            times.lock().push(begun.elapsed());
            nothing()
        }
    };
    let (_seen, _set) = start(vec![Task::on_one_node("late", 3 * MINUTE, work).first_after(MINUTE)]);
    sleep(5 * MINUTE).await;
    let whole: Vec<_> = times.lock().iter().map(Duration::as_secs).collect();
    assert_eq!(whole, [60, 240]);
}

#[tokio::test(start_paused = true)]
async fn a_task_of_each_second_that_fails_pauses_for_longer() {
    let failing = || async { Err::<u64, _>(io::Error::other("no disk")) };
    let (seen, _set) = start(vec![Task::on_each_node("failing", SECOND, failing)]);
    sleep(59 * SECOND).await;
    assert_eq!(seen.of("failing").len(), 6);
}

#[tokio::test(start_paused = true)]
async fn tasks_end_with_the_process() {
    let (seen, mut set) = start(vec![
        Task::on_each_node("quick", SECOND, nothing),
        Task::on_each_node("endless", SECOND, std::future::pending::<Result<u64, io::Error>>),
    ]);
    sleep(2 * SECOND + SECOND / 2).await;
    set.shutdown().await;
    let runs = seen.of("quick").len();
    assert_eq!(runs, 3);
    sleep(MINUTE).await;
    assert_eq!(seen.of("quick").len(), runs);
}
