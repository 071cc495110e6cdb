use std::time::Duration;

use base::jobs::{JobState, Worker};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::kinds::Act;
use super::world::World;

const LONG: Duration = Duration::from_secs(30);

/// Starts a worker; answers what stops it.
fn start(worker: Worker, drain: Duration) -> (oneshot::Sender<()>, JoinHandle<()>) {
    let (stop, stopped) = oneshot::channel();
    let stopped = async {
        let _ = stopped.await;
    };
    (stop, tokio::spawn(worker.run(stopped, drain)))
}

async fn until_begun(world: &World, runs: usize) {
    let begun = async {
        while world.log.numbers().len() < runs {
            world.log.begun.notified().await;
        }
    };
    tokio::time::timeout(LONG, begun).await.expect("the jobs begin");
}

#[tokio::test]
async fn a_worker_is_woken_by_what_its_own_process_enqueues() {
    let world = World::new().await;
    // It looks by itself at its start, and then not for an hour.
    let (stop, working) = start(world.worker().with_poll(Duration::from_hours(1)), LONG);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let id = world.again(1, Act::Succeed).await;
    until_begun(&world, 1).await;
    stop.send(()).unwrap();
    working.await.unwrap();
    assert_eq!(world.state(id).await, JobState::Done);
}

#[tokio::test]
async fn a_worker_finds_by_itself_what_another_process_enqueued() {
    let world = World::new().await;
    let queue = base::jobs::JobQueue::new(
        world.clock.clone(),
        base::Random::seeded(1),
        base::SecretBox::derive(b"a secret of this test"),
    );
    let (stop, working) = start(world.worker_with(queue).with_poll(Duration::from_millis(20)), LONG);
    tokio::time::sleep(Duration::from_millis(100)).await;
    world.again(1, Act::Succeed).await;
    until_begun(&world, 1).await;
    stop.send(()).unwrap();
    working.await.unwrap();
}

#[tokio::test]
async fn a_shutdown_claims_nothing_more_and_waits_for_what_runs() {
    let world = World::new().await;
    let (again, once) = (world.again(1, Act::Wait).await, world.once(2, Act::Wait).await);
    let (stop, working) = start(world.worker(), LONG);
    until_begun(&world, 2).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let later = world.again(3, Act::Succeed).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(!working.is_finished(), "it doesn't wait for its runs");
    world.log.gate.add_permits(2);
    working.await.unwrap();
    assert_eq!(world.log.numbers().len(), 2);
    assert_eq!((world.state(again).await, world.state(once).await), (JobState::Done, JobState::Done));
    assert_eq!(world.state(later).await, JobState::Waiting);
}

#[tokio::test]
async fn a_shutdown_gives_back_what_still_runs_at_its_bound() {
    let world = World::new().await;
    let (again, once) = (world.again(1, Act::Wait).await, world.once(2, Act::Wait).await);
    let (stop, working) = start(world.worker(), Duration::from_millis(100));
    until_begun(&world, 2).await;
    stop.send(()).unwrap();
    tokio::time::timeout(LONG, working).await.expect("the shutdown is bounded").unwrap();
    let job = world.job(again).await;
    assert_eq!((job.state, job.attempts), (JobState::Waiting, 0));
    let job = world.job(once).await;
    assert_eq!((job.state, job.last_error.as_deref()), (JobState::InDoubt, Some("a shutdown stopped the run")));

    // Another node goes on at once.
    world.log.gate.add_permits(1);
    world.run_due().await;
    assert_eq!(world.state(again).await, JobState::Done);
}
