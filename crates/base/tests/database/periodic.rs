//! Periodic tasks over several nodes: who runs next, and what is recorded.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use base::Clock;
use base::periodic::{self, ListedRun, Observer, Run, RunLog, Scheduler, Task};
use sqlx::{PgConnection, Row};
use tenancy::testing::TestDb;
use time::OffsetDateTime;
use time::macros::datetime;
use tokio::task::JoinSet;

const NOON: OffsetDateTime = datetime!(2030-01-01 12:00 UTC);
const HOUR: Duration = Duration::from_hours(1);

/// What the task "swept" of an interval of an hour is told about a run at this time: whether it may, and when else.
async fn claim(db: &mut PgConnection, node: &str, at: OffsetDateTime) -> (bool, OffsetDateTime) {
    let sql = "select claimed, due_at from jobs.claim_periodic_run('swept', 3600000, $1, $2, 60000)";
    let row = sqlx::query(sql).bind(node).bind(at).fetch_one(db).await.unwrap();
    (row.get(0), row.get(1))
}

async fn end(db: &mut PgConnection, node: &str, started_at: OffsetDateTime, rows: Option<i64>, error: Option<&str>) {
    let sql = "select jobs.record_periodic_run('swept', 3600000, $1, $2, 1500, $3, $4, true)";
    sqlx::query(sql).bind(node).bind(started_at).bind(rows).bind(error).execute(db).await.unwrap();
}

async fn last_run(db: &mut PgConnection) -> ListedRun {
    let mut runs = periodic::list(db).await.unwrap();
    assert_eq!(runs.len(), 1, "{runs:?}");
    runs.remove(0)
}

#[tokio::test]
async fn three_nodes_run_a_task_once_an_interval() {
    let test = TestDb::new().await;
    let mut db = test.connect("bulkhead_platform").await;
    assert_eq!(claim(&mut db, "a", NOON).await, (true, NOON));
    end(&mut db, "a", NOON, Some(7), None).await;
    for node in ["a", "b", "c"] {
        for minutes in [1, 30, 59] {
            let asked = claim(&mut db, node, NOON + time::Duration::minutes(minutes)).await;
            assert_eq!(asked, (false, NOON + HOUR), "{node} after {minutes} minutes");
        }
    }
    assert!(claim(&mut db, "b", NOON + HOUR).await.0);
    assert!(!claim(&mut db, "c", NOON + HOUR).await.0);
    let run = last_run(&mut db).await;
    assert_eq!((run.node.as_str(), run.started_at, run.finished_at), ("b", NOON + HOUR, None));
    // What the run before came to is still there.
    assert_eq!((run.rows, run.duration_ms, run.succeeded_at), (Some(7), Some(1500), Some(NOON)));
}

#[tokio::test]
async fn a_run_that_outlasts_its_interval_stays_its_nodes_while_that_lives() {
    let test = TestDb::new().await;
    let mut db = test.connect("bulkhead_platform").await;
    assert!(claim(&mut db, "a", NOON).await.0);
    let minute = time::Duration::MINUTE;
    let extend = "select jobs.extend_periodic_run('swept', $1, $2, $3)";
    let extended = async |db: &mut PgConnection, node: &str, until: OffsetDateTime| {
        let query = sqlx::query(extend).bind(node).bind(NOON).bind(until);
        query.fetch_one(db).await.unwrap().get::<bool, _>(0)
    };
    assert!(extended(&mut db, "a", NOON + HOUR + minute).await);
    assert!(!extended(&mut db, "b", NOON + HOUR * 9).await);
    assert_eq!(claim(&mut db, "b", NOON + HOUR).await, (false, NOON + HOUR + minute));
    // Its node has died.
    assert!(claim(&mut db, "b", NOON + HOUR + minute).await.0);
    // It had only hung: what it records late counts for nothing, and neither does its lease.
    end(&mut db, "a", NOON, Some(1), None).await;
    assert!(!extended(&mut db, "a", NOON + HOUR * 9).await);
    let run = last_run(&mut db).await;
    assert_eq!((run.node.as_str(), run.finished_at, run.rows), ("b", None, None));
}

#[tokio::test]
async fn a_run_that_its_node_did_not_survive_is_due_at_its_next_time() {
    let test = TestDb::new().await;
    let mut db = test.connect("bulkhead_platform").await;
    assert!(claim(&mut db, "a", NOON).await.0);
    assert!(!claim(&mut db, "b", NOON + time::Duration::minutes(5)).await.0);
    assert!(claim(&mut db, "b", NOON + HOUR).await.0);
}

#[tokio::test]
async fn a_clock_that_was_ahead_holds_no_task_up() {
    let test = TestDb::new().await;
    let mut db = test.connect("bulkhead_platform").await;
    assert!(claim(&mut db, "a", NOON + HOUR * 24 * 365).await.0);
    assert!(claim(&mut db, "b", NOON).await.0);
    assert!(!claim(&mut db, "a", NOON).await.0);
}

#[tokio::test]
async fn a_failure_is_kept_beside_the_last_success_until_the_next() {
    let test = TestDb::new().await;
    let mut db = test.connect("bulkhead_platform").await;
    assert!(claim(&mut db, "a", NOON).await.0);
    end(&mut db, "a", NOON, Some(2), None).await;
    assert!(claim(&mut db, "a", NOON + HOUR).await.0);
    end(&mut db, "a", NOON + HOUR, None, Some("no disk")).await;
    let run = last_run(&mut db).await;
    assert_eq!((run.rows, run.error.as_deref(), run.succeeded_at), (None, Some("no disk"), Some(NOON)));
    assert!(!run.is_late(NOON + HOUR * 2));
    assert!(run.is_late(NOON + HOUR * 2 + Duration::from_secs(121)));
    assert!(claim(&mut db, "a", NOON + HOUR * 2).await.0);
    end(&mut db, "a", NOON + HOUR * 2, Some(0), None).await;
    let run = last_run(&mut db).await;
    assert_eq!((run.rows, run.error, run.succeeded_at), (Some(0), None, Some(NOON + HOUR * 2)));
}

struct Unobserved;

impl Observer for Unobserved {
    fn finished(&self, _: &Run) {}
    fn last_success(&self, _: &'static str, _: OffsetDateTime) {}
}

/// A node whose tasks count their runs.
fn node(test: &TestDb, name: &str, clock: &Clock, counts: [&Arc<AtomicU64>; 3]) -> JoinSet<()> {
    let count = |of: &Arc<AtomicU64>| {
        let of = Arc::clone(of);
        move || std::future::ready(Ok::<_, io::Error>(of.fetch_add(1, Ordering::Relaxed)))
    };
    let failing = Arc::clone(counts[2]);
    let fail = move || {
        failing.fetch_add(1, Ordering::Relaxed);
        std::future::ready(Err::<u64, _>(io::Error::other("no disk")))
    };
    let tasks = vec![
        Task::on_one_node("shared", HOUR, count(counts[0])),
        Task::on_each_node("own", HOUR, count(counts[1])),
        Task::on_one_node("failing", HOUR, fail),
    ];
    let mut set = JoinSet::new();
    let run_log = RunLog::new(test.pool("bulkhead_platform", 2), name.to_owned());
    Scheduler::new(clock.clone(), Arc::new(Unobserved)).recording(run_log).start(tasks, &mut set);
    set
}

/// The runs, as soon as three tasks have ended one.
async fn ended(db: &mut PgConnection) -> Vec<ListedRun> {
    for _ in 0..500 {
        let runs = periodic::list(&mut *db).await.unwrap();
        if runs.iter().filter(|run| run.finished_at.is_some()).count() == 3 {
            return runs;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the tasks didn't run");
}

#[tokio::test]
async fn nodes_share_out_what_one_of_them_does_and_each_does_its_own() {
    let test = TestDb::new().await;
    let clock = Clock::manual(NOON);
    let [shared, own, failing] = std::array::from_fn(|_| Arc::new(AtomicU64::new(0)));
    let mut db = test.connect("bulkhead_platform").await;
    let _first = node(&test, "first", &clock, [&shared, &own, &failing]);
    let runs = ended(&mut db).await;
    let results: Vec<_> = runs.iter().map(|run| (run.task.as_str(), run.rows, run.error.as_deref())).collect();
    assert_eq!(results, [("failing", None, Some("no disk")), ("own", Some(0), None), ("shared", Some(0), None)]);
    let _second = node(&test, "second", &clock, [&shared, &own, &failing]);
    while own.load(Ordering::Relaxed) < 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // The second node has asked for the shared ones as well by the time that its own run is recorded.
    for _ in 0..500 {
        let runs = periodic::list(&mut db).await.unwrap();
        if runs[1].node == "second" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!((shared.load(Ordering::Relaxed), own.load(Ordering::Relaxed)), (1, 2));
    assert_eq!(failing.load(Ordering::Relaxed), 1);
    // An hour later a third one finds them due.
    clock.advance(HOUR);
    let _third = node(&test, "third", &clock, [&shared, &own, &failing]);
    for _ in 0..500 {
        if shared.load(Ordering::Relaxed) == 2 && failing.load(Ordering::Relaxed) == 2 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the tasks weren't run again");
}
