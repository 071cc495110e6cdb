//! Hanging receivers of so many tenants that they take all places of a node: another tenant's turn comes.

use std::time::{Duration, Instant};

use serde_json::json;
use sqlx::PgConnection;

use super::Team;
use super::receiver::Receiver;
use super::slow_receiver::{Manner, SlowReceiver};
use crate::cluster::Cluster;
use crate::node::Node;

/// With four webhooks each, they take the 64 places of a node.
const TENANTS: usize = 16;
const WEBHOOKS: usize = 4;
/// For each webhook: three rounds of four messages, of 15 s each.
const EVENTS: usize = 12;
/// An attempt and a look for what is due.
const ONE_ROUND: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wh_6_a_webhook_waits_one_round_where_hanging_receivers_have_all_places_of_a_node() {
    let cluster = Cluster::start(&[]).await;
    let (slow, receiver) = (SlowReceiver::start(Manner::Hangs).await, Receiver::start(Duration::ZERO));
    let allow = format!("{},{}", slow.address, receiver.address);
    let node = Node::start(Some(&cluster), &[("OUTGOING_ALLOW", &allow)]).await;
    let quiet = Team::register(&node.url, "quiet").await;
    quiet.tell(&receiver.url("/"), &["*"], "thin", false).await;
    for tenant in 0..TENANTS {
        let noisy = Team::register(&node.url, &format!("noisy{tenant}")).await;
        for _ in 0..WEBHOOKS {
            noisy.tell(&slow.url(), &["*"], "thin", false).await;
        }
        for _ in 0..EVENTS {
            noisy.caller.post("/api/leads", json!({"name": "Ada"})).await.created();
        }
    }
    let mut superuser = cluster.superuser().await;
    let begun = Instant::now();
    while held(&mut superuser).await < i64::try_from(TENANTS * WEBHOOKS).unwrap() {
        assert!(begun.elapsed() < Duration::from_secs(40), "the hanging receivers never had all places at once");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    let written = quiet.caller.post("/api/leads", json!({"name": "Ben"})).await.created();
    let begun = Instant::now();
    let arrival = loop {
        if let Some(arrival) = receiver.take().pop() {
            break arrival;
        }
        assert!(begun.elapsed() < ONE_ROUND, "the other tenant's webhook has waited for {:?}", begun.elapsed());
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert!(arrival.body.contains(&written.id().to_string()), "{}", arrival.body);
    println!(
        "all {} places were taken, and another tenant's event arrived after {:?}",
        TENANTS * WEBHOOKS,
        begun.elapsed()
    );
}

/// How many webhooks have messages under way.
async fn held(superuser: &mut PgConnection) -> i64 {
    let sql = "select count(distinct webhook_id) from tenancy.webhook_deliveries where status = 'sending'";
    sqlx::query_scalar(sql).fetch_one(superuser).await.unwrap()
}
