use std::time::Duration;

use base::jobs::{JobState, NewJob};

use super::kinds::{Act, Expiring};
use super::world::{ACME, World};

#[tokio::test]
async fn a_job_that_says_retry_is_tried_eight_times_with_growing_waits_and_then_kept_as_failed() {
    let world = World::new().await;
    let id = world.again(1, Act::Retry).await;
    for attempt in 1..8 {
        world.run_due().await;
        let job = world.job(id).await;
        assert_eq!((job.state, job.attempts), (JobState::Waiting, attempt));
        let wait = (job.due_at - world.clock.now()).unsigned_abs();
        let full = Duration::from_secs(1 << (attempt - 1));
        assert!((full / 2..=full).contains(&wait), "{wait:?} after run {attempt}");
        world.advance(wait.saturating_sub(Duration::from_millis(1)));
        world.run_due().await;
        assert_eq!(world.job(id).await.attempts, attempt, "it runs before its time");
        world.advance(Duration::from_millis(1));
    }
    world.run_due().await;
    let job = world.job(id).await;
    assert_eq!((job.state, job.attempts, job.last_error.as_deref()), (JobState::Failed, 8, Some("not yet")));
    world.advance(Duration::from_hours(24));
    world.run_due().await;
    assert_eq!(world.log.numbers().len(), 8);
}

#[tokio::test]
async fn a_job_that_says_fail_has_failed_at_once() {
    let world = World::new().await;
    let id = world.again(1, Act::Fail).await;
    world.run_due().await;
    let job = world.job(id).await;
    assert_eq!((job.state, job.attempts, job.last_error.as_deref()), (JobState::Failed, 1, Some("never")));
    world.advance(Duration::from_hours(24));
    world.run_due().await;
    assert_eq!(world.log.numbers(), [1]);
}

#[tokio::test]
async fn a_wait_that_the_other_side_names_counts() {
    let world = World::new().await;
    let id = world.again(1, Act::RetryAfter).await;
    world.run_due().await;
    assert_eq!(world.job(id).await.due_at, world.clock.now() + Duration::from_hours(1));
}

#[tokio::test]
async fn at_most_once_allows_another_run_where_the_job_says_that_nothing_was_done() {
    let world = World::new().await;
    let id = world.once(1, Act::Retry).await;
    world.run_due().await;
    assert_eq!(world.state(id).await, JobState::Waiting);
}

#[tokio::test]
async fn a_job_that_panics_is_tried_again_or_in_doubt_as_its_kind_says() {
    let world = World::new().await;
    let (again, once) = (world.again(1, Act::Panic).await, world.once(2, Act::Panic).await);
    world.run_due().await;
    assert_eq!(world.state(again).await, JobState::Waiting);
    assert_eq!(world.state(once).await, JobState::InDoubt);
    assert_eq!(world.job(once).await.last_error.as_deref(), Some("the job panicked"));
}

#[tokio::test]
async fn a_job_that_is_of_no_use_any_more_has_failed_without_a_run() {
    let world = World::new().await;
    let late = world.enqueue(Some(ACME), NewJob::new(&Expiring { number: 1, act: Act::Succeed })).await;
    world.advance(Duration::from_mins(1));
    world.run_due().await;
    let job = world.job(late).await;
    assert_eq!((job.state, job.last_error.as_deref()), (JobState::Failed, Some("it has expired")));
    assert!(world.log.numbers().is_empty());

    // Nor does one wait for a try that would be too late.
    let retried = world.enqueue(Some(ACME), NewJob::new(&Expiring { number: 2, act: Act::RetryAfter })).await;
    world.run_due().await;
    let job = world.job(retried).await;
    assert_eq!((job.state, job.attempts, job.last_error.as_deref()), (JobState::Failed, 1, Some("not yet")));
}
