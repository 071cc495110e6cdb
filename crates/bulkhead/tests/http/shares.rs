//! One tenant's load is its own: what a tenant has at a time is bounded, and its neighbour notices nothing.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::io;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt, stream};
use reqwest::{Body, Method, StatusCode};
use serde_json::{Value as Json, json};
use sqlx::Connection;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::server::{Caller, TestServer, read};

/// Status, `Retry-After` and detail of an answer.
type Outcome = (StatusCode, Option<String>, String);

async fn outcome(request: reqwest::RequestBuilder) -> Outcome {
    let answer = request.send().await.unwrap();
    let retry_after = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
    let (status, body) = read(answer).await;
    (status, retry_after, body["detail"].as_str().unwrap_or_default().to_owned())
}

fn refused(detail: &str, seconds: &str) -> Outcome {
    (StatusCode::TOO_MANY_REQUESTS, Some(seconds.to_owned()), detail.to_owned())
}

async fn lead(caller: &Caller) -> String {
    let (status, made) = caller.post("/api/leads", json!({"name": "Ada"})).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    made["id"].as_str().unwrap().to_owned()
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
    let change = || outcome(ann.request(Method::PATCH, &path).json(&json!({"name": "Bob"})));
    let mut changes: FuturesUnordered<_> = (0..20).map(|_| change()).collect();
    let detail = "This tenant's requests use all database connections that it may have at a time.";
    for _ in 0..3 {
        assert_eq!(changes.next().await.unwrap(), refused(detail, "1"));
    }
    for _ in 0..5 {
        lead(&ben).await;
    }
    assert!(changes.next().now_or_never().is_none(), "the others still wait");
    locked.rollback().await.unwrap();
    let rest: Vec<_> = changes.map(|(status, ..)| status).collect().await;
    assert_eq!(rest, [StatusCode::OK; 17]);
}

/// An import whose file has not come to its end yet.
struct SlowImport {
    rows: UnboundedSender<io::Result<String>>,
    answer: JoinHandle<(StatusCode, Json)>,
}

impl SlowImport {
    /// Sends rows and waits until the server in this process has them in a file. No other file has as many bytes.
    async fn begin(caller: &Caller, rows: String) -> Self {
        let bytes = rows.len() as u64;
        let (sender, mut receiver) = unbounded_channel();
        sender.send(Ok(rows)).unwrap();
        let body = Body::wrap_stream(stream::poll_fn(move |context| receiver.poll_recv(context)));
        let request = caller.request(Method::POST, "/api/leads/import").header("Content-Type", "text/csv").body(body);
        let answer = tokio::spawn(async move { read(request.send().await.unwrap()).await });
        while !has_open_file_of(bytes) {
            assert!(!answer.is_finished(), "the import was answered before its file was complete");
            caller.get("/health/live").await;
        }
        Self { rows: sender, answer }
    }

    async fn finish(self) -> (StatusCode, Json) {
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

fn import(caller: &Caller, rows: &str) -> impl Future<Output = Outcome> + use<> {
    let request = caller.request(Method::POST, "/api/leads/import").header("Content-Type", "text/csv");
    outcome(request.body(rows.to_owned()))
}

/// Does something until it answers with a status, and answers that.
async fn until<F: Future<Output = Outcome>>(wanted: StatusCode, mut act: impl FnMut() -> F) -> Outcome {
    let tries = async {
        loop {
            let done = act().await;
            if done.0 == wanted {
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
    assert_eq!(third, refused("This tenant may have 2 imports at a time.", "10"));
    assert_eq!(import(&ben, "name\nBen\n").await.0, StatusCode::OK);
    for import in slow {
        let (status, report) = import.finish().await;
        assert_eq!((status, &report["imported"]), (StatusCode::OK, &json!(1)), "{report}");
    }
    until(StatusCode::OK, || import(&ann, "name\nThird\n")).await;
}

#[tokio::test]
async fn ten_8_the_files_of_a_tenants_imports_are_bounded_and_a_client_that_hangs_up_gives_its_bytes_back() {
    let variables = [("TENANT_SPOOL_BYTES", "1048576"), ("IMPORT_LIMIT_BYTES", "1048576")];
    let server = TestServer::start_with(&variables).await;
    let (ann, ben) = (server.user("ann@test.com").await, server.user("ben@test.com").await);
    let slow = SlowImport::begin(&ann, rows(900_003)).await;
    let full = import(&ann, &rows(150_000)).await;
    assert_eq!(full, refused("The files that this tenant imports at a time may have 1048576 bytes together.", "10"));
    assert_eq!(import(&ben, &rows(200_000)).await.0, StatusCode::OK);
    slow.answer.abort();
    drop(slow.rows);
    until(StatusCode::OK, || import(&ann, &rows(200_000))).await;
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
    assert_eq!(outcome(export(&ann)).await, refused("This tenant may have 2 exports at a time.", "10"));
    assert_eq!(outcome(export(&ben)).await.0, StatusCode::OK);
    let [first, second] = open;
    let once_more = || async { (export(&ann).send().await.unwrap().status(), None, String::new()) };
    assert!(first.text().await.unwrap().len() > 5_000 * 5_000);
    until(StatusCode::OK, once_more).await;
    drop(second);
    until(StatusCode::OK, once_more).await;
}

#[tokio::test]
async fn ten_8_a_tenant_searches_four_times_at_a_time() {
    let server = TestServer::start_with(&[("DATABASE_TENANT_CONNECTIONS", "16")]).await;
    let ann = server.user("ann@test.com").await;
    lead(&ann).await;
    let mut superuser = server.db.connect("postgres").await;
    let mut locked = superuser.begin().await.unwrap();
    sqlx::query("lock table app.leads in access exclusive mode").execute(&mut *locked).await.unwrap();
    let search = || outcome(ann.request(Method::GET, "/api/leads?q=ada"));
    let mut searches: FuturesUnordered<_> = (0..6).map(|_| search()).collect();
    for _ in 0..2 {
        assert_eq!(searches.next().await.unwrap(), refused("This tenant may have 4 searches at a time.", "1"));
    }
    locked.rollback().await.unwrap();
    let rest: Vec<_> = searches.map(|(status, ..)| status).collect().await;
    assert_eq!(rest, [StatusCode::OK; 4]);
}
