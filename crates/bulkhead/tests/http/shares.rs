//! One tenant's load is its own: what a tenant has at a time is bounded, and its neighbour notices nothing.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::io;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt, stream};
use reqwest::{Body, Method};
use serde_json::json;
use sqlx::Connection;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, TestServer};

/// Shows that an answer refuses what a tenant may not have beside what it has, and for how long.
#[track_caller]
fn assert_refused(answer: &Reply, detail: &str, seconds: &str) {
    let told = (answer.status, answer.header("retry-after"), answer["detail"].as_str());
    assert_eq!(told, (429, Some(seconds), Some(detail)), "{answer}");
}

async fn lead(caller: &Caller) -> Uuid {
    caller.post("/api/leads", json!({"name": "Ada"})).await.created().id()
}

#[tokio::test]
async fn ten_8_a_tenant_whose_writes_hang_leaves_connections_to_its_neighbour() {
    let variables = [("DATABASE_TENANT_CONNECTIONS", "2"), ("REQUESTS_IN_FLIGHT_LIMIT", "64")];
    let server = TestServer::start_with(&variables).await;
    let (ann, ben) = (server.user("ann@test.com").await, server.user("ben@test.com").await);
    let path = format!("/api/leads/{}", lead(&ann).await);
    let mut superuser = server.db.connect("postgres").await;
    let mut locked = superuser.begin().await.unwrap();
    sqlx::query("select from app.leads for update").execute(&mut *locked).await.unwrap();

    // One has the tenant's connection of the two, sixteen wait for it, and the rest are refused.
    let change = || ann.patch(&path, json!({"name": "Bob"}));
    let mut changes: FuturesUnordered<_> = (0..20).map(|_| change()).collect();
    let detail = "This tenant's requests use all database connections that it may have at a time.";
    for _ in 0..3 {
        assert_refused(&changes.next().await.unwrap(), detail, "1");
    }
    for _ in 0..5 {
        lead(&ben).await;
    }
    assert!(changes.next().now_or_never().is_none(), "the others still wait");
    locked.rollback().await.unwrap();
    let rest: Vec<_> = changes.map(|answer| answer.status).collect().await;
    assert_eq!(rest, [200; 17]);
}

/// An import whose file has not come to its end yet.
struct SlowImport {
    rows: UnboundedSender<io::Result<String>>,
    answer: JoinHandle<Reply>,
}

impl SlowImport {
    /// Sends rows and waits until the server in this process has them in a file. No other file has as many bytes.
    async fn begin(caller: &Caller, rows: String) -> Self {
        let bytes = rows.len() as u64;
        let (sender, mut receiver) = unbounded_channel();
        sender.send(Ok(rows)).unwrap();
        let body = Body::wrap_stream(stream::poll_fn(move |context| receiver.poll_recv(context)));
        let request = caller.request(Method::POST, "/api/leads/import").header("Content-Type", "text/csv").body(body);
        let answer = tokio::spawn(async move { request.reply().await });
        while !has_open_file_of(bytes) {
            assert!(!answer.is_finished(), "the import was answered before its file was complete");
            caller.get("/health/live").await;
        }
        Self { rows: sender, answer }
    }

    async fn finish(self) -> Reply {
        drop(self.rows);
        self.answer.await.unwrap()
    }
}

fn has_open_file_of(bytes: u64) -> bool {
    let open = std::fs::read_dir("/proc/self/fd").unwrap().flatten();
    open.filter_map(|file| std::fs::metadata(file.path()).ok()).any(|file| file.is_file() && file.len() == bytes)
}

/// Rows of which one is no empty line, of so many bytes.
fn rows(bytes: usize) -> String {
    let head = "name\nAda\n";
    format!("{head}{}", "\n".repeat(bytes - head.len()))
}

fn import(caller: &Caller, rows: &str) -> impl Future<Output = Reply> + use<> {
    let request = caller.request(Method::POST, "/api/leads/import").header("Content-Type", "text/csv");
    request.body(rows.to_owned()).reply()
}

/// Does something until it answers with a status, and answers that.
async fn until<F: Future<Output = Reply>>(wanted: u16, mut act: impl FnMut() -> F) -> Reply {
    let tries = async {
        loop {
            let done = act().await;
            if done.status == wanted {
                return done;
            }
        }
    };
    tokio::time::timeout(Duration::from_mins(1), tries).await.expect("it happens in time")
}

#[tokio::test]
async fn ten_8_a_tenant_imports_two_files_at_a_time_and_its_neighbour_imports_beside() {
    let server = TestServer::start().await;
    let (ann, ben) = (server.user("ann@test.com").await, server.user("ben@test.com").await);
    let slow = [SlowImport::begin(&ann, rows(10_001)).await, SlowImport::begin(&ann, rows(10_002)).await];
    let third = import(&ann, "name\nThird\n").await;
    assert_refused(&third, "This tenant may have 2 imports at a time.", "10");
    import(&ben, "name\nBen\n").await.ok();
    for import in slow {
        let report = import.finish().await.ok();
        assert_eq!(report["imported"], 1, "{report}");
    }
    until(200, || import(&ann, "name\nThird\n")).await;
}

#[tokio::test]
async fn ten_8_the_files_of_a_tenants_imports_are_bounded_and_a_client_that_hangs_up_gives_its_bytes_back() {
    let variables = [("TENANT_SPOOL_BYTES", "1048576"), ("IMPORT_LIMIT_BYTES", "1048576")];
    let server = TestServer::start_with(&variables).await;
    let (ann, ben) = (server.user("ann@test.com").await, server.user("ben@test.com").await);
    let slow = SlowImport::begin(&ann, rows(900_003)).await;
    let full = import(&ann, &rows(150_000)).await;
    let detail = "The files that this tenant imports at a time may have 1048576 bytes together.";
    assert_refused(&full, detail, "10");
    import(&ben, &rows(200_000)).await.ok();
    slow.answer.abort();
    drop(slow.rows);
    until(200, || import(&ann, &rows(200_000))).await;
}

#[tokio::test]
async fn ten_8_a_tenant_exports_twice_at_a_time_until_its_clients_are_done_or_gone() {
    let server = TestServer::start().await;
    let (ann, ben) = (server.user("ann@test.com").await, server.user("ben@test.com").await);
    lead(&ann).await;
    // More than a connection takes in before its client reads.
    let many = "insert into app.leads (tenant_id, id, owner_id, name, notes)
        select tenant_id, gen_random_uuid(), owner_id, name, repeat('x', 5000) from app.leads, generate_series(1, 5000)";
    server.db.superuser(many).await;
    let export = |caller: &Caller| caller.request(Method::GET, "/api/leads/export?format=ndjson");
    let open = [export(&ann).send().await.unwrap(), export(&ann).send().await.unwrap()];
    assert_refused(&export(&ann).reply().await, "This tenant may have 2 exports at a time.", "10");
    export(&ben).reply().await.ok();
    let [first, second] = open;
    let once_more = || export(&ann).reply();
    assert!(first.text().await.unwrap().len() > 5_000 * 5_000);
    until(200, once_more).await;
    drop(second);
    until(200, once_more).await;
}

#[tokio::test]
async fn ten_8_a_tenant_searches_four_times_at_a_time() {
    let server = TestServer::start_with(&[("DATABASE_TENANT_CONNECTIONS", "16")]).await;
    let ann = server.user("ann@test.com").await;
    lead(&ann).await;
    let mut superuser = server.db.connect("postgres").await;
    let mut locked = superuser.begin().await.unwrap();
    sqlx::query("lock table app.leads in access exclusive mode").execute(&mut *locked).await.unwrap();
    // A report is one too.
    let search = |number| ann.get(if number % 2 == 0 { "/api/leads?q=ada" } else { "/api/analytics/leads" });
    let mut searches: FuturesUnordered<_> = (0..6).map(search).collect();
    for _ in 0..2 {
        assert_refused(&searches.next().await.unwrap(), "This tenant may have 4 searches at a time.", "1");
    }
    locked.rollback().await.unwrap();
    let rest: Vec<_> = searches.map(|answer| answer.status).collect().await;
    assert_eq!(rest, [200; 4]);
}
