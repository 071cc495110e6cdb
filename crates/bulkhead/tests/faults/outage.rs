//! A database that is there and doesn't answer. There is one tenant, which may have all connections: with a share of
//! them, its callers wait for one another and get 429.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;

use crate::cluster::Cluster;
use crate::node::Node;
use crate::server::Caller;

/// The longest that a request waits for its 503: 2 s, and a margin for a busy machine.
const GIVES_UP: Duration = Duration::from_millis(2_500);
const CALLERS: usize = 32;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_5_a_hung_database_is_503_soon_and_normal_at_once_when_it_is_back() {
    let cluster = Cluster::start(&[]).await;
    let node = Node::start(Some(&cluster), &[("TENANT_CONNECTIONS", "8")]).await;
    let caller = signed_in(&node).await;
    cluster.freeze();
    // The first requests meet the hung database in the middle of their statements, the others when it is known.
    for _ in 0..3 {
        all_give_up(&node, &caller).await;
    }
    assert!(!node.answers("/health/ready").await);
    cluster.thaw();
    back_to_normal(&caller, Duration::from_secs(1)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_5_an_exhausted_pool_is_503_soon_and_normal_at_once_when_it_is_free() {
    let cluster = Cluster::start(&[]).await;
    let sizes = [
        ("DATABASE_TENANT_CONNECTIONS", "2"),
        ("TENANT_CONNECTIONS", "2"),
        ("WORKERS", "1"),
        ("DATABASE_ACQUIRE_SECONDS", "1"),
    ];
    let node = Node::start(Some(&cluster), &sizes).await;
    let caller = signed_in(&node).await;
    let mut locker = cluster.superuser().await;
    sqlx::raw_sql("begin; lock table app.leads in access exclusive mode").execute(&mut locker).await.unwrap();
    for _ in 0..3 {
        all_give_up(&node, &caller).await;
    }
    assert!(node.answers("/health/ready").await, "one table that is locked is no reason to send requests elsewhere");
    sqlx::raw_sql("rollback").execute(&mut locker).await.unwrap();
    back_to_normal(&caller, Duration::from_secs(1)).await;
}

async fn signed_in(node: &Node) -> Caller {
    let caller = Caller::new(&node.url);
    caller.post("/auth/register", json!({"email": "user@test.com", "password": "correct horse battery"})).await;
    back_to_normal(&caller, Duration::from_secs(5)).await;
    caller
}

/// Many requests at once: each is told soon to try again, and the process answers for itself meanwhile.
async fn all_give_up(node: &Node, caller: &Caller) {
    let requests: Vec<_> = (0..CALLERS)
        .map(|_| {
            let request = caller.request(Method::GET, "/api/leads");
            tokio::spawn(async move {
                let begun = Instant::now();
                let answer = request.send().await.unwrap();
                (answer.status(), answer.headers().contains_key("retry-after"), begun.elapsed())
            })
        })
        .collect();
    assert!(node.answers("/health/live").await);
    let mut slowest = Duration::ZERO;
    for request in requests {
        let (status, says_when, took) = request.await.unwrap();
        assert_eq!((status.as_u16(), says_when), (503, true));
        slowest = slowest.max(took);
    }
    println!("{CALLERS} requests: 503 within {} ms", slowest.as_millis());
    assert!(slowest < GIVES_UP, "503 only after {slowest:?}");
}

async fn back_to_normal(caller: &Caller, limit: Duration) {
    let begun = Instant::now();
    while caller.get("/api/leads").await.status != 200 {
        assert!(begun.elapsed() < limit, "not back to normal after {limit:?}");
    }
    println!("normal after {} ms", begun.elapsed().as_millis());
}
