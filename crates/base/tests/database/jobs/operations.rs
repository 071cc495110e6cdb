use std::sync::Arc;
use std::time::Duration;

use base::jobs::{self, JobFilter, JobObserver, JobState, NewJob, RunOutcome};
use parking_lot::Mutex;

use super::kinds::{Act, Again};
use super::world::{ACME, OTHER, World};

fn of_state(state: JobState) -> JobFilter {
    JobFilter { state: Some(state), ..JobFilter::default() }
}

#[tokio::test]
async fn jobs_are_listed_by_state_kind_and_tenant_in_pages() {
    let world = World::new().await;
    let (failed, in_doubt) = (world.again(1, Act::Fail).await, world.once(2, Act::Panic).await);
    world.advance(Duration::from_secs(1));
    let other = world.enqueue(Some(OTHER), NewJob::new(&Again { number: 3, act: Act::Succeed })).await;
    world.run_due().await;
    let ids = async |filter| world.list(filter).await.iter().map(|job| job.id).collect::<Vec<_>>();
    assert_eq!(ids(of_state(JobState::Failed)).await, [failed]);
    assert_eq!(ids(of_state(JobState::InDoubt)).await, [in_doubt]);
    assert_eq!(ids(of_state(JobState::Waiting)).await, []);
    assert_eq!(ids(JobFilter { kind: Some("once".into()), ..JobFilter::default() }).await, [in_doubt]);
    assert_eq!(ids(JobFilter { tenant_id: Some(OTHER), ..JobFilter::default() }).await, [other]);
    let before = JobFilter { before: Some(other), ..JobFilter::default() };
    assert_eq!(ids(before).await.len(), 2);
    let mut db = world.platform.lease().await.unwrap();
    let first = jobs::list(&mut db, &JobFilter::default(), 1).await.unwrap();
    db.give_back();
    assert_eq!(first[0].id, other);
    assert_eq!((first[0].delivery.as_str(), first[0].unique_key.as_deref()), ("at_least_once", None));
}

#[tokio::test]
async fn an_operator_has_a_job_run_again_that_failed_or_is_in_doubt() {
    let world = World::new().await;
    let (failed, in_doubt) = (world.again(1, Act::Fail).await, world.once(2, Act::Panic).await);
    let done = world.again(3, Act::Succeed).await;
    world.run_due().await;
    let mut db = world.platform.lease().await.unwrap();
    for (id, expected) in [(failed, true), (in_doubt, true), (done, false), (failed, false)] {
        assert_eq!(jobs::retry(&mut db, id, world.clock.now()).await.unwrap(), expected, "{id}");
    }
    db.give_back();
    world.run_due().await;
    let mut numbers = world.log.numbers();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 1, 2, 2, 3]);
    assert_eq!(world.job(failed).await.attempts, 1, "it has all its tries again");
}

#[tokio::test]
async fn a_failed_job_is_not_retried_beside_a_newer_one_of_its_key() {
    let world = World::new().await;
    let old = world.enqueue(Some(ACME), NewJob::new(&Again { number: 1, act: Act::Fail }).unique_key("report")).await;
    world.run_due().await;
    world.enqueue(Some(ACME), NewJob::new(&Again { number: 2, act: Act::Succeed }).unique_key("report")).await;
    let mut db = world.platform.lease().await.unwrap();
    assert!(!jobs::retry(&mut db, old, world.clock.now()).await.unwrap());
    db.give_back();
    assert_eq!(world.state(old).await, JobState::Failed);
}

#[tokio::test]
async fn an_operator_cancels_a_job_that_waits_or_runs() {
    let world = World::new().await;
    let running = world.again(1, Act::Succeed).await;
    let token = world.claim_and_die("again").await;
    let waiting = world.again(2, Act::Succeed).await;
    let mut db = world.platform.lease().await.unwrap();
    for (id, expected) in [(waiting, Some(JobState::Cancelled)), (running, Some(JobState::Running)), (waiting, None)] {
        assert_eq!(jobs::cancel(&mut db, id, world.clock.now()).await.unwrap(), expected, "{id}");
    }
    db.give_back();
    world.run_due().await;
    assert!(world.log.numbers().is_empty());
    assert_eq!(world.end_run(running, token, "retry").await.as_deref(), Some("cancelled"));
}

#[tokio::test]
async fn ended_jobs_are_kept_for_thirty_days() {
    let world = World::new().await;
    for (number, act) in [(1, Act::Succeed), (2, Act::Fail), (3, Act::Retry)] {
        world.again(number, act).await;
    }
    world.once(4, Act::Panic).await;
    world.run_due().await;
    world.advance(jobs::KEPT);
    assert_eq!(jobs::sweep(&world.platform, world.clock.now()).await.unwrap(), 0);
    world.advance(Duration::from_micros(1));
    assert_eq!(jobs::sweep(&world.platform, world.clock.now()).await.unwrap(), 3);
    let left = world.list(JobFilter::default()).await;
    assert_eq!(left.iter().map(|job| job.state).collect::<Vec<_>>(), [JobState::Waiting]);
}

#[tokio::test]
async fn the_jobs_of_a_removed_tenant_go_with_it() {
    let world = World::new().await;
    let (tenant, _) = world.db.tenant("acme").await;
    for tenant in [OTHER, tenant] {
        world.enqueue(Some(tenant), NewJob::new(&Again { number: 1, act: Act::Succeed })).await;
    }
    // The second turn, the last one, is the tenant's.
    for _ in 0..2 {
        world.claim_and_die("again").await;
    }
    world.db.superuser("update tenancy.tenants set deleted_at = now() - interval '31 days'").await;
    assert_eq!(world.db.db(1).purge_closed_tenants().await.unwrap(), 1);
    let left = world.list(JobFilter::default()).await;
    assert_eq!(left.iter().map(|job| job.tenant_id).collect::<Vec<_>>(), [Some(OTHER)]);
    let mut superuser = world.db.connect("postgres").await;
    let turns: Vec<Option<uuid::Uuid>> =
        sqlx::query_scalar("select lane from jobs.rotations").fetch_all(&mut superuser).await.unwrap();
    assert!(!turns.contains(&Some(tenant)), "{turns:?}");
}

#[derive(Default)]
struct Observed(Mutex<Vec<String>>);

impl JobObserver for Observed {
    fn ended(&self, kind: &'static str, outcome: RunOutcome, _: Duration) {
        self.0.lock().push(format!("{kind} {}", outcome.as_str()));
    }

    fn oldest_due(&self, kind: &'static str, age: Duration) {
        self.0.lock().push(format!("{kind} due for {} s", age.as_secs()));
    }

    fn lease_ran_out(&self, kind: &str, state: JobState) {
        self.0.lock().push(format!("{kind} lost, {}", state.as_str()));
    }
}

#[tokio::test]
async fn an_observer_learns_runs_the_age_of_the_queue_and_lost_leases() {
    let world = World::new().await;
    world.once(1, Act::Succeed).await;
    world.claim_and_die("once").await;
    world.advance(Duration::from_mins(1));
    world.again(2, Act::Retry).await;
    world.advance(Duration::from_secs(9));
    let observed = Arc::new(Observed::default());
    let worker = world.worker().with_observer(Arc::clone(&observed) as Arc<dyn JobObserver>);
    let begun = async {
        world.log.begun.notified().await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    worker.run(begun, Duration::from_secs(10)).await;
    let observed = observed.0.lock();
    for expected in ["once lost, in_doubt", "again due for 9 s", "once due for 0 s", "again retry"] {
        assert!(observed.iter().any(|line| line == expected), "{expected} among {observed:?}");
    }
}
