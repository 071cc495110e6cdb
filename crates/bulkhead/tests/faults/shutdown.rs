//! Two servers behind a balancer, each replaced by turns while requests come.

use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::{Method, StatusCode};
use rustix::process::Signal;
use serde_json::json;

use crate::cluster::{Cluster, signal};
use crate::node::Node;
use crate::server::Caller;

const REQUESTS: usize = 10_000;
const CLIENTS: usize = 8;
const RESTARTS: usize = 4;
/// How often the balancer asks who is ready; `DRAIN_SECONDS` gives it time to ask.
const PROBE: Duration = Duration::from_millis(100);

/// A balancer sends a request to a server that said it was ready when last asked, and to the other one where no
/// connection can be made. Any other failure is one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_7_a_restart_under_load_fails_no_request() {
    let cluster = Cluster::start(&[]).await;
    let mut nodes = Vec::new();
    for _ in 0..2 {
        nodes.push(Node::start(Some(&cluster), &[("DRAIN_SECONDS", "1"), ("WORKERS", "1")]).await);
    }
    let mut callers = Vec::new();
    for (number, node) in nodes.iter().enumerate() {
        let caller = Caller::new(&node.url);
        let body = json!({"email": format!("user{number}@test.com"), "password": "correct horse battery"});
        caller.post("/auth/register", body).await.created();
        callers.push(caller);
    }
    let balancer = Arc::new(Balancer {
        callers,
        ready: [AtomicBool::new(true), AtomicBool::new(true)],
        sent: AtomicUsize::new(0),
        over: AtomicBool::new(false),
    });
    let probe = tokio::spawn(Arc::clone(&balancer).probe());
    let clients: Vec<_> = (0..CLIENTS).map(|client| tokio::spawn(Arc::clone(&balancer).requests(client))).collect();

    for restart in 0..RESTARTS {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let node = &mut nodes[restart % 2];
        let (status, took) = node.stop(Signal::TERM);
        assert!(status.success(), "{status}");
        assert!(took < Duration::from_secs(30), "it took {took:?} to stop");
        node.start_again();
        node.until_ready(Duration::from_secs(10)).await;
        tokio::time::sleep(3 * PROBE).await;
    }
    while balancer.sent.load(Ordering::Relaxed) < REQUESTS {
        tokio::time::sleep(PROBE).await;
    }
    balancer.over.store(true, Ordering::Relaxed);
    for client in clients {
        client.await.unwrap();
    }
    probe.await.unwrap();
    println!("{} requests, 0 failed, {RESTARTS} restarts", balancer.sent.load(Ordering::Relaxed));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_signal_ends_the_server_without_waiting_for_requests() {
    let cluster = Cluster::start(&[]).await;
    let mut node = Node::start(Some(&cluster), &[("SHUTDOWN_SECONDS", "25")]).await;
    let mut unfinished = TcpStream::connect(node.url.trim_start_matches("http://")).unwrap();
    let head =
        "POST /auth/login HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 40\r\n\r\n";
    unfinished.write_all(head.as_bytes()).unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    signal(node.pid(), Signal::INT);
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(node.is_running(), "it waits for the rest of the request");
    let (status, took) = node.stop(Signal::INT);
    assert!(status.success() && took < Duration::from_secs(10), "{status} after {took:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_signal_ends_the_server_without_waiting_for_a_job() {
    let cluster = Cluster::start(&[]).await;
    // Accepts connections, and never says a word.
    let mute = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let smtp = format!("smtp://127.0.0.1:{}", mute.local_addr().unwrap().port());
    let variables =
        [("SMTP_URL", smtp.as_str()), ("MAIL_FROM", "no-reply@bulkhead.test"), ("REQUIRE_VERIFIED_EMAIL", "on")];
    let mut node = Node::start(Some(&cluster), &variables).await;
    let body = json!({"email": "ann@test.com", "password": "correct horse battery"});
    Caller::new(&node.url).post("/auth/register", body).await.accepted();
    tokio::time::sleep(Duration::from_secs(1)).await;
    signal(node.pid(), Signal::INT);
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(node.is_running(), "it waits for the job");
    let (status, took) = node.stop(Signal::INT);
    assert!(status.success() && took < Duration::from_secs(4), "{status} after {took:?}");
}

struct Balancer {
    /// One a server.
    callers: Vec<Caller>,
    ready: [AtomicBool; 2],
    sent: AtomicUsize,
    over: AtomicBool,
}

impl Balancer {
    async fn probe(self: Arc<Self>) {
        while !self.over.load(Ordering::Relaxed) {
            for (caller, ready) in self.callers.iter().zip(&self.ready) {
                let answer = caller.request(Method::GET, "/health/ready").send().await;
                ready.store(answer.is_ok_and(|answer| answer.status() == 200), Ordering::Relaxed);
            }
            tokio::time::sleep(PROBE).await;
        }
    }

    async fn requests(self: Arc<Self>, client: usize) {
        for number in client.. {
            if self.over.load(Ordering::Relaxed) {
                return;
            }
            let first = if self.ready[number % 2].load(Ordering::Relaxed) { number % 2 } else { (number + 1) % 2 };
            let answer = match self.send(first, number).await {
                Err(error) if error.is_connect() => self.send(1 - first, number).await,
                answer => answer,
            };
            let status = answer.unwrap_or_else(|error| panic!("request {number} failed: {error:?}"));
            assert!(status.is_success(), "request {number}: {status}");
            self.sent.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Every fourth request writes.
    async fn send(&self, server: usize, number: usize) -> Result<StatusCode, reqwest::Error> {
        let caller = &self.callers[server];
        let request = if number.is_multiple_of(4) {
            caller.request(Method::POST, "/api/leads").json(&json!({"name": format!("lead {number}")}))
        } else {
            caller.request(Method::GET, "/api/leads?limit=5")
        };
        let answer = request.send().await?;
        let status = answer.status();
        answer.bytes().await?;
        Ok(status)
    }
}
