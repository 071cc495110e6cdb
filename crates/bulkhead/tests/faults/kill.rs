//! kill -9 of the server and of the database, while clients write.

use std::fs;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::json;

use crate::cluster::{Cluster, has_ended, until};
use crate::ledger::Ledger;
use crate::node::Node;
use crate::server::Caller;

const ROUNDS: usize = 5;
/// For how long the writers write before each blow.
const PEACE: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_2_a_killed_server_loses_nothing_and_retries_act_once() {
    let cluster = Cluster::start(&[]).await;
    let mut node = Node::start(Some(&cluster), &[]).await;
    let mut ledger = Ledger::open(&node.url).await;
    let mut slowest = Duration::ZERO;
    for _ in 0..ROUNDS {
        tokio::time::sleep(PEACE).await;
        node.kill();
        node.start_again();
        slowest = slowest.max(node.until_ready(Duration::from_secs(3)).await);
    }
    tokio::time::sleep(PEACE).await;
    ledger.close().await;
    ledger.check(&cluster, &node.url).await;
    report("the server killed", &ledger, slowest);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_3_a_killed_database_loses_nothing_and_the_server_recovers() {
    let mut cluster = Cluster::start(&[]).await;
    let node = Node::start(Some(&cluster), &[]).await;
    let mut ledger = Ledger::open(&node.url).await;
    let reader = Caller::new(&node.url);
    reader
        .post("/auth/register", json!({"email": "reader@test.com", "password": "correct horse battery"}))
        .await
        .created();
    let mut slowest = Duration::ZERO;
    for _ in 0..ROUNDS {
        tokio::time::sleep(PEACE).await;
        cluster.kill();
        assert!(node.answers("/health/live").await, "the server lives on without a database");
        reader.get("/api/leads").await.expect_status(503);
        cluster.restart();
        let begun = Instant::now();
        while reader.get("/api/leads").await.status != 200 {
            assert!(begun.elapsed() < Duration::from_secs(10), "the server has not found the database again");
        }
        slowest = slowest.max(begun.elapsed());
    }
    tokio::time::sleep(PEACE).await;
    ledger.close().await;
    ledger.check(&cluster, &node.url).await;
    report("the database killed", &ledger, slowest);
}

/// The test before can see a loss: without `synchronous_commit` there is one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_3_a_database_that_acknowledges_too_early_is_found_out() {
    let cluster_settings = [("wal_writer_delay", "10s"), ("wal_writer_flush_after", "1GB")];
    let mut cluster = Cluster::start(&cluster_settings).await;
    let node = Node::start(Some(&cluster), &[]).await;
    // After the server has examined the database, and before it opens the connections that write.
    let mut superuser = cluster.superuser().await;
    sqlx::raw_sql("alter role bulkhead_app set synchronous_commit = 'off'").execute(&mut superuser).await.unwrap();
    let mut ledger = Ledger::open(&node.url).await;
    let mut lost = 0;
    for _ in 0..ROUNDS {
        tokio::time::sleep(PEACE).await;
        let acknowledged = ledger.acknowledged();
        cluster.kill();
        cluster.restart();
        lost += ledger.lost(&mut cluster.superuser().await).await;
        println!("{acknowledged} acknowledged, {lost} lost");
        if lost > 0 {
            break;
        }
    }
    ledger.close().await;
    assert!(lost > 0, "nothing was lost that could be: the test proves nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_4_a_retry_with_the_same_key_is_answered_as_the_first() {
    let cluster = Cluster::start(&[]).await;
    let mut node = Node::start(Some(&cluster), &[]).await;
    let caller = Caller::new(&node.url);
    caller.post("/auth/register", json!({"email": "user@test.com", "password": "correct horse battery"})).await;
    let send = async |name: &str| {
        let request = caller.request(reqwest::Method::POST, "/api/leads").header("Idempotency-Key", "key-1");
        let answer = request.json(&json!({"name": name})).send().await.unwrap();
        let headers = ["location", "etag"].map(|name| answer.headers().get(name).cloned());
        (answer.status(), headers, answer.text().await.unwrap())
    };
    let first = send("Lead X").await;
    assert_eq!(first.0, 201);
    node.kill();
    node.start_again();
    node.until_ready(Duration::from_secs(3)).await;
    assert_eq!(send("Lead X").await, first);
    assert_eq!(send("Lead Y").await.0, 422);
    let page = caller.get("/api/leads").await.ok();
    assert_eq!(page.items().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_2_the_development_database_ends_with_its_server_and_keeps_its_data() {
    let mut node = Node::start(None, &[]).await;
    let caller = Caller::new(&node.url);
    caller.post("/auth/register", json!({"email": "user@test.com", "password": "correct horse battery"})).await;
    caller.post("/api/leads", json!({"name": "Lead X"})).await.created();

    let database = postmaster(&node);
    let (status, _) = node.stop(Signal::INT);
    assert!(status.success(), "{status}");
    assert!(has_ended(database), "Ctrl-C leaves the database running");

    node.start_again();
    node.until_ready(Duration::from_secs(30)).await;
    let page = caller.get("/api/leads").await.ok();
    assert_eq!(page["items"][0]["name"], "Lead X");

    let database = postmaster(&node);
    node.kill();
    assert!(until(Duration::from_secs(10), || has_ended(database)), "a killed server leaves its database running");

    node.start_again();
    node.until_ready(Duration::from_secs(30)).await;
    caller.get("/api/leads").await.ok();
}

/// The process id of the development database.
fn postmaster(node: &Node) -> u32 {
    let folder = node.folder().join(".bulkhead/postgres");
    let elsewhere = folder.join("elsewhere");
    let folder = if elsewhere.exists() { elsewhere } else { folder };
    let pid = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap();
    pid.lines().next().unwrap().parse().unwrap()
}

fn report(what: &str, ledger: &Ledger, slowest: Duration) {
    println!(
        "{what} {ROUNDS} times: {} writes acknowledged, {} sent again, {} without a key left untold, \
         0 lost, 0 doubled, back within {} ms",
        ledger.acknowledged(),
        ledger.retries(),
        ledger.untold(),
        slowest.as_millis()
    );
}
