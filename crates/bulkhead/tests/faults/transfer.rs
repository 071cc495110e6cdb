//! The largest import and its export, through the program itself: what they take, and in how much memory.

use std::fmt::Write;
use std::fs;
use std::time::Instant;

use reqwest::Method;
use serde_json::json;

use crate::cluster::Cluster;
use crate::node::Node;
use crate::reply::Ask;
use crate::server::Caller;

const ROWS: usize = 100_000;
/// What the server may grow by, in KiB: buffers of both requests, and what the allocator keeps. All the rows at once
/// would take several times as much.
const GROWTH: usize = 40 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn api_3_a_hundred_thousand_rows_come_and_go_in_one_request_each_at_constant_memory() {
    let cluster = Cluster::start(&[]).await;
    let node = Node::start(Some(&cluster), &[]).await;
    let user = Caller::new(&node.url);
    let body = json!({"email": "user1@test.com", "password": "correct horse battery"});
    user.post("/auth/register", body).await.created();
    let mut file = "name,email,company,status,notes\n".to_owned();
    for n in 0..ROWS {
        writeln!(file, "Ada Lovelace {n},ada{n}@example.com,Analytical Engines {n},new,Prefers a call in the morning")
            .unwrap();
    }
    // What signing in took (a hash's memory) and what a first small file takes is not the file's.
    let import = |rows: String| {
        let request = user.request(Method::POST, "/api/leads/import").header("Content-Type", "text/csv").body(rows);
        async move { request.reply().await }
    };
    import("name\nFirst\n".to_owned()).await.ok();
    let before = peak(&node);

    let begun = Instant::now();
    let report = import(file).await.ok();
    assert_eq!(report["imported"], ROWS, "{report}");
    println!("imported {ROWS} rows in {:?}", begun.elapsed());

    let begun = Instant::now();
    let mut answer = user.request(Method::GET, "/api/leads/export").send().await.unwrap();
    let (mut bytes, mut lines) = (0, 0);
    while let Some(chunk) = answer.chunk().await.unwrap() {
        bytes += chunk.len();
        lines += chunk.split(|byte| *byte == b'\n').count() - 1;
    }
    assert_eq!(lines, ROWS + 2, "a header, the first row, and the file's");
    let growth = peak(&node) - before;
    println!("exported {bytes} bytes in {:?}; the server grew by {growth} KiB", begun.elapsed());
    assert!(growth < GROWTH, "the server grew by {growth} KiB");
}

/// The most memory that the server has had, in KiB.
fn peak(node: &Node) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", node.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
