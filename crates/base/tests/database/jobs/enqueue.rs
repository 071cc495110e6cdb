use std::time::Duration;

use base::jobs::{JobFilter, JobState, NewJob};

use super::kinds::{Act, Again, Secret};
use super::world::{ACME, OTHER, World};

#[tokio::test]
async fn a_job_runs_after_its_unit_of_work_has_committed_and_not_where_it_is_rolled_back() {
    let world = World::new().await;
    let mut tx = world.begin(Some(ACME)).await;
    world.queue.enqueue(&mut tx, NewJob::new(&Again { number: 1, act: Act::Succeed })).await.unwrap();
    world.run_due().await;
    assert!(world.log.numbers().is_empty(), "it runs before the commit");
    tx.rollback().await.unwrap();
    world.run_due().await;
    assert!(world.log.numbers().is_empty(), "it runs although it was rolled back");

    let id = world.again(2, Act::Succeed).await;
    world.run_due().await;
    assert_eq!(world.log.numbers(), [2]);
    let run = world.log.runs.lock()[0];
    assert_eq!((run.attempt, run.tenant_id), (1, Some(ACME)));
    let job = world.job(id).await;
    assert_eq!((job.state, job.tenant_id, job.finished_at), (JobState::Done, Some(ACME), Some(world.clock.now())));
}

#[tokio::test]
async fn a_job_runs_at_its_time() {
    let world = World::new().await;
    let due_at = world.clock.now() + Duration::from_mins(5);
    world.enqueue(None, NewJob::new(&Again { number: 1, act: Act::Succeed }).due_at(due_at)).await;
    world.advance(Duration::from_secs(299));
    world.run_due().await;
    assert!(world.log.numbers().is_empty());
    world.advance(Duration::from_secs(1));
    world.run_due().await;
    assert_eq!(world.log.numbers(), [1]);
}

#[tokio::test]
async fn a_job_takes_the_place_of_the_one_of_its_key_that_waits() {
    let world = World::new().await;
    for (tenant, number) in [(Some(ACME), 1), (Some(ACME), 2), (Some(OTHER), 3), (None, 4), (None, 5)] {
        let payload = Again { number, act: Act::Succeed };
        world.enqueue(tenant, NewJob::new(&payload).unique_key("report")).await;
    }
    world.again(6, Act::Succeed).await;
    world.run_due().await;
    let mut numbers = world.log.numbers();
    numbers.sort_unstable();
    assert_eq!(numbers, [2, 3, 5, 6]);

    // What has ended doesn't stand in the way.
    world.enqueue(Some(ACME), NewJob::new(&Again { number: 7, act: Act::Succeed }).unique_key("report")).await;
    world.run_due().await;
    assert_eq!(world.log.numbers().last(), Some(&7));
}

#[tokio::test]
async fn a_job_that_was_replaced_while_it_ran_is_not_tried_again() {
    let world = World::new().await;
    let first =
        world.enqueue(Some(ACME), NewJob::new(&Again { number: 1, act: Act::Retry }).unique_key("report")).await;
    let token = world.claim_and_die("again").await;
    let second =
        world.enqueue(Some(ACME), NewJob::new(&Again { number: 2, act: Act::Succeed }).unique_key("report")).await;
    assert_eq!(world.end_run(first, token, "retry").await.as_deref(), Some("cancelled"));
    world.run_due().await;
    assert_eq!(world.log.numbers(), [2]);
    assert_eq!(world.state(second).await, JobState::Done);

    // Nor where its node died.
    let third =
        world.enqueue(Some(ACME), NewJob::new(&Again { number: 3, act: Act::Succeed }).unique_key("report")).await;
    world.claim_and_die("again").await;
    world.enqueue(Some(ACME), NewJob::new(&Again { number: 4, act: Act::Succeed }).unique_key("report")).await;
    world.advance(Duration::from_mins(1));
    world.run_due().await;
    assert_eq!(world.log.numbers(), [2, 4]);
    assert_eq!(world.state(third).await, JobState::Cancelled);
}

#[tokio::test]
async fn a_key_cancels_the_job_of_its_own_tenant() {
    let world = World::new().await;
    for (tenant, number) in [(ACME, 1), (OTHER, 2)] {
        let payload = Again { number, act: Act::Succeed };
        world.enqueue(Some(tenant), NewJob::new(&payload).unique_key("report")).await;
    }
    let mut tx = world.begin(Some(ACME)).await;
    assert!(world.queue.cancel_key::<Again>(&mut tx, "report").await.unwrap());
    assert!(!world.queue.cancel_key::<Again>(&mut tx, "another").await.unwrap());
    tx.commit().await.unwrap();
    world.run_due().await;
    assert_eq!(world.log.numbers(), [2]);

    // One that runs ends its run, and no other follows.
    let id = world.enqueue(Some(ACME), NewJob::new(&Again { number: 3, act: Act::Succeed }).unique_key("report")).await;
    let token = world.claim_and_die("again").await;
    let mut tx = world.begin(Some(ACME)).await;
    assert!(!world.queue.cancel_key::<Again>(&mut tx, "report").await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(world.end_run(id, token, "retry").await.as_deref(), Some("cancelled"));
}

#[tokio::test]
async fn a_secret_payload_is_unreadable_in_the_table_and_goes_with_success() {
    let world = World::new().await;
    let id = world.enqueue(Some(ACME), NewJob::new(&Secret { number: 4711, act: Act::Retry })).await;
    let mut superuser = world.db.connect("postgres").await;
    let row = "select concat(j::text, encode(j.encrypted, 'escape')) from jobs.jobs j";
    let row: String = sqlx::query_scalar(row).fetch_one(&mut superuser).await.unwrap();
    assert!(!row.contains("4711") && !row.contains("number"), "{row}");
    world.run_due().await;
    assert_eq!(world.log.numbers(), [4711]);

    let stored = "select encrypted is not null from jobs.jobs where id = $1";
    let stored = || sqlx::query_scalar::<_, bool>(stored).bind(id);
    assert!(stored().fetch_one(&mut superuser).await.unwrap(), "it is kept for the next try");
    let done = world.enqueue(Some(ACME), NewJob::new(&Secret { number: 2, act: Act::Succeed })).await;
    world.run_due().await;
    assert_eq!(world.state(done).await, JobState::Done);
    let kept: i64 = sqlx::query_scalar("select count(*) from jobs.jobs where encrypted is not null and state = 'done'")
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn a_payload_of_another_key_waits_for_a_node_that_can_read_it() {
    let world = World::new().await;
    let id = world.enqueue(Some(ACME), NewJob::new(&Secret { number: 1, act: Act::Succeed })).await;
    world.worker_with(other_key(&world)).run_due().await.unwrap();
    let job = world.job(id).await;
    assert_eq!((job.state, job.attempts), (JobState::Waiting, 1));
    assert!(job.last_error.unwrap().contains("ENCRYPTION_KEY"));
    world.advance(Duration::from_secs(1));
    world.run_due().await;
    assert_eq!(world.log.numbers(), [1]);
    assert_eq!(world.list(JobFilter::default()).await.len(), 1);
}

fn other_key(world: &World) -> base::jobs::JobQueue {
    let secret_box = base::SecretBox::derive(b"another secret");
    base::jobs::JobQueue::new(world.clock.clone(), base::Random::seeded(1), secret_box)
}
