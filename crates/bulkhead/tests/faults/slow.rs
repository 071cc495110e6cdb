//! Clients that take their time.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use crate::cluster::Cluster;
use crate::node::Node;
use crate::server::Caller;

const SLOW: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rel_6_slow_clients_are_cut_and_do_not_occupy_the_server() {
    let cluster = Cluster::start(&[]).await;
    // All of them come from one address.
    let node = Node::start(Some(&cluster), &[("UNFINISHED_REQUESTS_PER_CLIENT", "1000")]).await;
    let caller = Caller::new(&node.url);
    caller.post("/auth/register", json!({"email": "user@test.com", "password": "correct horse battery"})).await;
    let address: SocketAddr = node.url.trim_start_matches("http://").parse().unwrap();

    let head = "POST /auth/login HTTP/1.1\r\nHost: test\r\nX-Slow: ".to_owned();
    let body =
        "POST /auth/login HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{";
    let heads: Vec<_> = (0..SLOW).map(|_| dribble(address, head.clone())).collect();
    let bodies: Vec<_> = (0..SLOW).map(|_| dribble(address, body.to_owned())).collect();
    // They ask for much, again and again, and read none of it.
    let pipelined = "GET /openapi.json HTTP/1.1\r\nHost: test\r\n\r\n".repeat(100);
    let mut readers = Vec::new();
    for _ in 0..SLOW {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(pipelined.as_bytes()).await.unwrap();
        readers.push(stream);
    }

    let mut took = Vec::new();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(10) {
        let begun = Instant::now();
        caller.get("/api/leads").await.ok();
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    let p99 = took[took.len() * 99 / 100];
    assert!(p99 < Duration::from_millis(250), "the others' p99 is {p99:?}");

    let (heads, bodies) = (slowest(heads).await, slowest(bodies).await);
    assert!(heads < Duration::from_secs(12), "a slow head is cut only after {heads:?}");
    assert!(bodies < Duration::from_secs(33), "a slow body is cut only after {bodies:?}");
    println!(
        "{} requests beside slow ones: p99 {p99:?}; heads cut after {heads:?}, bodies after {bodies:?}",
        took.len()
    );
}

/// Sends the beginning and then a byte a second, until the server has had enough; answers how long it was patient.
fn dribble(address: SocketAddr, beginning: String) -> JoinHandle<Duration> {
    tokio::spawn(async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let begun = Instant::now();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let (mut reader, mut writer) = stream.into_split();
        let mut answer = [0; 512];
        loop {
            match tokio::time::timeout(Duration::from_secs(1), reader.read(&mut answer)).await {
                Ok(_) => return begun.elapsed(),
                Err(_) if writer.write_all(b" ").await.is_err() => return begun.elapsed(),
                Err(_) => {}
            }
        }
    })
}

async fn slowest(clients: Vec<JoinHandle<Duration>>) -> Duration {
    let mut slowest = Duration::ZERO;
    for client in clients {
        let limit = Duration::from_mins(1);
        slowest = slowest.max(tokio::time::timeout(limit, client).await.expect("the client is cut").unwrap());
    }
    slowest
}
