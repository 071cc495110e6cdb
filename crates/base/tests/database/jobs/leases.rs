use std::time::Duration;

use base::Clock;
use base::jobs::{JobState, NewJob};

use super::kinds::{Act, Brief, BriefOnce, Long};
use super::world::{ACME, World};

#[tokio::test]
async fn an_at_least_once_job_is_due_again_when_its_lease_has_run_out() {
    let world = World::new().await;
    let id = world.again(1, Act::Succeed).await;
    world.claim_and_die("again").await;
    world.advance(Duration::from_secs(59));
    world.run_due().await;
    assert_eq!((world.state(id).await, world.log.numbers().len()), (JobState::Running, 0));
    world.advance(Duration::from_secs(1));
    world.run_due().await;
    assert_eq!((world.state(id).await, world.log.numbers().len()), (JobState::Done, 1));
    assert_eq!(world.log.runs.lock()[0].attempt, 2);
}

#[tokio::test]
async fn an_at_least_once_job_whose_runs_all_die_has_failed() {
    let world = World::new().await;
    let id = world.again(1, Act::Succeed).await;
    for _ in 0..8 {
        world.claim_and_die("again").await;
        world.advance(Duration::from_mins(1));
        let mut db = world.platform.lease().await.unwrap();
        sqlx::query("select jobs.end_lost_runs($1)").bind(world.clock.now()).execute(&mut db).await.unwrap();
        db.give_back();
    }
    world.run_due().await;
    let job = world.job(id).await;
    assert_eq!((job.state, job.last_error.as_deref()), (JobState::Failed, Some("the lease ran out during a run")));
    assert!(world.log.numbers().is_empty());
}

#[tokio::test]
async fn an_at_most_once_job_is_in_doubt_when_its_lease_has_run_out_and_is_never_due_again() {
    let world = World::new().await;
    let id = world.once(1, Act::Succeed).await;
    let token = world.claim_and_die("once").await;
    world.advance(Duration::from_mins(1));
    world.run_due().await;
    assert_eq!(world.state(id).await, JobState::InDoubt);
    world.advance(Duration::from_hours(24));
    world.run_due().await;
    assert_eq!((world.state(id).await, world.log.numbers().len()), (JobState::InDoubt, 0));
    // A word that comes too late changes nothing: an operator may have decided meanwhile.
    assert_eq!(world.end_run(id, token, "done").await, None);
    assert_eq!(world.state(id).await, JobState::InDoubt);
}

#[tokio::test]
async fn an_old_token_changes_nothing() {
    let world = World::new().await;
    let id = world.again(1, Act::Succeed).await;
    let old = world.claim_and_die("again").await;
    world.advance(Duration::from_mins(1));
    let mut db = world.platform.lease().await.unwrap();
    sqlx::query("select jobs.end_lost_runs($1)").bind(world.clock.now()).execute(&mut db).await.unwrap();
    let new = world.claim_and_die("again").await;
    assert!(new > old);
    for outcome in ["done", "retry", "failed", "in_doubt", "released"] {
        assert_eq!(world.end_run(id, old, outcome).await, None, "{outcome}");
    }
    let extend = "select jobs.extend_lease($1, $2, $3)";
    let far = world.clock.now() + Duration::from_hours(24);
    let held: bool = sqlx::query_scalar(extend).bind(id).bind(old).bind(far).fetch_one(&mut db).await.unwrap();
    assert!(!held);
    db.give_back();
    let job = world.job(id).await;
    assert_eq!((job.state, job.lease_until), (JobState::Running, Some(world.clock.now() + Duration::from_mins(1))));
    assert_eq!(world.end_run(id, new, "done").await.as_deref(), Some("done"));
}

#[tokio::test]
async fn a_run_that_outlasts_its_lease_is_stopped_before_another_begins() {
    let world = World::at(Clock::system()).await;
    let again = world.enqueue(Some(ACME), NewJob::new(&Brief { number: 1, act: Act::Wait })).await;
    let once = world.enqueue(Some(ACME), NewJob::new(&BriefOnce { number: 2, act: Act::Wait })).await;
    world.run_due().await;
    let job = world.job(again).await;
    assert_eq!((job.state, job.last_error.as_deref()), (JobState::Waiting, Some("the run outlasted its lease")));
    assert_eq!(world.state(once).await, JobState::InDoubt);
    assert_eq!(world.log.numbers().len(), 2);
}

#[tokio::test]
async fn a_long_run_extends_its_lease() {
    let world = World::at(Clock::system()).await;
    let id = world.enqueue(Some(ACME), NewJob::new(&Long)).await;
    world.run_due().await;
    assert_eq!((world.state(id).await, world.log.numbers().len()), (JobState::Done, 1));
}
