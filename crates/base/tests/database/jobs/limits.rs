use base::jobs::NewJob;
use sqlx::Row;
use uuid::Uuid;

use super::kinds::{Act, Again, Limited};
use super::world::{ACME, OTHER, World};

/// The tenants of the jobs that a node claims.
async fn claim(world: &World, kind: &str, most: i64, overall: i64, per_tenant: i64) -> Vec<Option<Uuid>> {
    let mut db = world.platform.lease().await.unwrap();
    let claim = "select tenant_id from jobs.claim(array[$1], array[$2], array[$3], array[$4], '{60000}', $2, $5)";
    let query = sqlx::query(claim).bind(kind).bind(most).bind(overall).bind(per_tenant).bind(world.clock.now());
    let rows = query.fetch_all(&mut db).await.unwrap();
    db.give_back();
    rows.iter().map(|row| row.get(0)).collect()
}

async fn enqueue(world: &World, tenant: Option<Uuid>, count: u32) {
    let mut tx = world.begin(tenant).await;
    for number in 0..count {
        world.queue.enqueue(&mut tx, NewJob::new(&Again { number, act: Act::Succeed })).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_thousand_jobs_of_one_tenant_do_not_delay_the_one_of_another() {
    let world = World::new().await;
    enqueue(&world, Some(ACME), 1000).await;
    enqueue(&world, Some(OTHER), 1).await;
    enqueue(&world, None, 1).await;
    // A place at a time: each of the three has its turn before any has a second one.
    let mut turns = Vec::new();
    for _ in 0..3 {
        turns.extend(claim(&world, "again", 1, 2000, 2000).await);
    }
    turns.sort();
    assert_eq!(turns, [None, Some(OTHER), Some(ACME)]);
    // Many at a time: one each, and the rest to those who have more.
    enqueue(&world, Some(OTHER), 1).await;
    let at_once = claim(&world, "again", 10, 2000, 2000).await;
    assert_eq!(at_once.iter().filter(|tenant| **tenant == Some(OTHER)).count(), 1);
    assert_eq!(at_once.iter().filter(|tenant| **tenant == Some(ACME)).count(), 9);
}

#[tokio::test]
async fn turns_go_on_where_the_claim_before_ended() {
    let world = World::new().await;
    let tenants: Vec<Uuid> = (1..=5).map(Uuid::from_u128).collect();
    for tenant in &tenants {
        enqueue(&world, Some(*tenant), 4).await;
    }
    let mut turns = Vec::new();
    for _ in 0..10 {
        turns.extend(claim(&world, "again", 2, 2000, 2000).await.into_iter().flatten());
    }
    let rotation: Vec<Uuid> = tenants.iter().copied().cycle().take(20).collect();
    assert_eq!(turns, rotation);
}

#[tokio::test]
async fn a_tenant_at_its_limit_waits_and_the_others_go_on() {
    let world = World::new().await;
    enqueue(&world, Some(ACME), 10).await;
    enqueue(&world, Some(OTHER), 10).await;
    let claimed = claim(&world, "again", 10, 100, 3).await;
    assert_eq!(claimed.iter().filter(|tenant| **tenant == Some(ACME)).count(), 3);
    assert_eq!(claimed.len(), 6);
    assert!(claim(&world, "again", 10, 100, 3).await.is_empty());
    // What the installation does for itself is of no tenant.
    enqueue(&world, None, 10).await;
    assert_eq!(claim(&world, "again", 5, 100, 3).await, [None; 5]);
}

#[tokio::test]
async fn a_kind_at_its_limit_over_all_nodes_waits() {
    let world = World::new().await;
    enqueue(&world, Some(ACME), 10).await;
    enqueue(&world, Some(OTHER), 10).await;
    assert_eq!(claim(&world, "again", 4, 6, 100).await.len(), 4);
    assert_eq!(claim(&world, "again", 4, 6, 100).await.len(), 2);
    assert!(claim(&world, "again", 4, 6, 100).await.is_empty());
}

#[tokio::test]
async fn two_nodes_that_claim_at_once_keep_the_limits_together() {
    let world = World::new().await;
    let tenants: Vec<Uuid> = (1..=8).map(Uuid::from_u128).collect();
    for tenant in &tenants {
        enqueue(&world, Some(*tenant), 20).await;
    }
    let mut claimed: Vec<Uuid> = Vec::new();
    for _ in 0..40 {
        // One that finds the other at it gets nothing.
        let claims = futures_util::future::join_all((0..4).map(|_| claim(&world, "again", 7, 30, 4))).await;
        claimed.extend(claims.into_iter().flatten().flatten());
    }
    assert_eq!(claimed.len(), 30);
    for tenant in tenants {
        let of_tenant = claimed.iter().filter(|of| **of == tenant).count();
        assert!((3..=4).contains(&of_tenant), "{of_tenant} of {tenant}");
    }
}

#[tokio::test]
async fn a_node_has_its_own_limits_for_a_kind_and_over_all() {
    let world = World::new().await;
    for number in 0..10 {
        world.enqueue(None, NewJob::new(&Limited { number, act: Act::Wait })).await;
    }
    enqueue(&world, Some(ACME), 30).await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let worker = world.worker().with_places(4);
    let working = tokio::spawn(worker.run(
        async {
            let _ = stopped.await;
        },
        std::time::Duration::from_secs(30),
    ));
    // Three wait at the gate, which leaves one place for all others: it does them one after the other.
    let done = async {
        while world.log.numbers().len() < 33 {
            world.log.begun.notified().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), done).await.expect("the other jobs run");
    assert_eq!(world.log.numbers().len(), 33);
    world.log.gate.add_permits(10);
    let done = async {
        while world.log.numbers().len() < 40 {
            world.log.begun.notified().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), done).await.expect("the jobs at the gate run");
    stop.send(()).unwrap();
    working.await.unwrap();
}
