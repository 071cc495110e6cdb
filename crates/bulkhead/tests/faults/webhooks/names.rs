//! A name server that never answers delays the webhooks of the tenant alone that names such hosts.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use sqlx::PgConnection;
use tokio::net::{TcpListener, UdpSocket};
use uuid::Uuid;

use super::receiver::Receiver;
use super::{Team, percentile};
use crate::cluster::Cluster;
use crate::node::Node;

/// Webhooks of one tenant, each at a host of its own.
const WEBHOOKS: usize = 100;
/// Events that each of them waits to hear of.
const EVENTS: usize = 10;
const WRITTEN: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c_8_wh_6_names_without_an_answer_delay_no_delivery_of_another_tenant() {
    let cluster = Cluster::start(&[]).await;
    let receiver = Receiver::start(Duration::ZERO);
    // Both take what is asked, and never answer.
    let over_udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let servers = over_udp.local_addr().unwrap();
    let _over_tcp = TcpListener::bind(servers).await.unwrap();
    let (allow, servers) = (receiver.address.to_string(), servers.to_string());
    let node = Node::start(Some(&cluster), &[("OUTGOING_ALLOW", &allow), ("OUTGOING_NAME_SERVERS", &servers)]).await;
    let noisy = Team::register(&node.url, "ann").await;
    let quiet = Team::register(&node.url, "ben").await;

    for _ in 0..WEBHOOKS {
        noisy.tell(&receiver.url("/ann"), &["*"], "thin", false).await;
    }
    // No route stores a name that leads nowhere.
    let mut superuser = cluster.superuser().await;
    let sql = "update app.webhooks set url = 'https://hooks-' || id || '.example.com/'";
    sqlx::query(sql).execute(&mut superuser).await.unwrap();
    quiet.tell(&receiver.url("/ben"), &["*"], "thin", false).await;
    for _ in 0..EVENTS {
        noisy.caller.post("/api/leads", json!({"name": "Ada"})).await.created();
    }
    until_names_are_asked_for(&over_udp).await;

    let mut written: HashMap<Uuid, Instant> = HashMap::new();
    for _ in 0..WRITTEN {
        let lead = quiet.caller.post("/api/leads", json!({"name": "Ben"})).await.created();
        written.insert(lead.id(), Instant::now());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut waits = Vec::new();
    for arrival in receiver.take() {
        assert_eq!(arrival.path, "/ben");
        let message: Json = serde_json::from_str(&arrival.body).unwrap();
        let id: Uuid = message["data"]["id"].as_str().unwrap().parse().unwrap();
        waits.extend(written.remove(&id).map(|acknowledged| arrival.at.saturating_duration_since(acknowledged)));
    }
    assert!(written.is_empty(), "{} of {WRITTEN} events didn't arrive within 2 s", written.len());
    waits.sort_unstable();
    let (failed, waiting) = attempts(&mut superuser, &noisy).await;
    println!(
        "{WRITTEN} events beside {WEBHOOKS} webhooks at names without an answer ({failed} attempts failed, {waiting} \
         deliveries wait for their first): p50 {:?}, p99 {:?}",
        percentile(&waits, 50),
        percentile(&waits, 99)
    );
    assert!(percentile(&waits, 99) < Duration::from_secs(2), "the other tenant's webhook waits");
    assert!(failed > 0 && waiting > 0, "the names kept the server from nothing, which proves nothing");
}

/// Waits until the name server has been asked for something.
async fn until_names_are_asked_for(server: &UdpSocket) {
    let asked = tokio::time::timeout(Duration::from_secs(10), server.recv(&mut [0; 512])).await;
    asked.expect("the server looks the names up").unwrap();
}

/// How many deliveries of a tenant failed for want of an answer, and how many haven't been tried yet.
async fn attempts(superuser: &mut PgConnection, team: &Team) -> (i64, i64) {
    let sql = "select count(*) filter (where error like '%name servers don''t respond%'), count(*) filter (where attempts = 0)
        from tenancy.webhook_deliveries where tenant_id = $1";
    sqlx::query_as(sql).bind(team.tenant_id).fetch_one(superuser).await.unwrap()
}
