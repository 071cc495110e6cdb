//! Live updates under kill -9: three nodes, clients that hang up in the middle and come back at another node. Each client
//! hears of each row once. `LIVE_SECONDS` says for how long.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use base::Random;
use parking_lot::Mutex;
use reqwest::Method;
use serde_json::{Value as Json, json};
use sqlx::Row;
use uuid::Uuid;

use crate::cluster::Cluster;
use crate::node::Node;
use crate::server::{Caller, PASSWORD};

const NODES: usize = 3;
const FOLLOWERS: u64 = 6;
const WRITERS: u64 = 3;

/// When each row's request was answered.
type Answered = Arc<Mutex<HashMap<Uuid, Instant>>>;

/// A client that follows, at one node after another.
struct Follower {
    caller: Caller,
    urls: Vec<String>,
    random: Random,
    position: String,
    heard: Vec<(Uuid, Instant)>,
    resyncs: usize,
    streams: usize,
}

impl Follower {
    fn below(&self, limit: u64) -> u64 {
        u64::from(u16::from_be_bytes(self.random.bytes())) % limit
    }

    /// Follows at some node until the time is over, the stream breaks, or this client hangs up.
    async fn follow(&mut self, hang_up: Instant) -> Option<()> {
        let url = &self.urls[usize::try_from(self.below(NODES as u64)).unwrap()];
        let request = self.caller.at(url).request(Method::GET, "/api/events").header("Accept", "text/event-stream");
        let request = if self.position.is_empty() { request } else { request.header("Last-Event-ID", &self.position) };
        let mut response = request.send().await.ok().filter(|response| response.status() == 200)?;
        self.streams += 1;
        let mut unread = Vec::new();
        loop {
            let left = hang_up.saturating_duration_since(Instant::now());
            let chunk = tokio::time::timeout(left, response.chunk()).await.ok()?.ok()??;
            unread.extend_from_slice(&chunk);
            while let Some(end) = unread.windows(2).position(|pair| pair == b"\n\n") {
                let block: Vec<u8> = unread.drain(..end + 2).collect();
                self.read(std::str::from_utf8(&block).unwrap());
            }
        }
    }

    fn read(&mut self, block: &str) {
        let line = |name: &str| block.lines().find_map(|line| line.strip_prefix(name));
        if let Some(id) = line("id: ") {
            id.clone_into(&mut self.position);
        }
        self.resyncs += usize::from(line("event: ") == Some("resync"));
        let Some(event) = line("data: ").map(|data| serde_json::from_str::<Json>(data).unwrap()) else { return };
        if event["resource"] == "leads" {
            assert_eq!(event["operation"], "insert");
            self.heard.push((event["id"].as_str().unwrap().parse().unwrap(), Instant::now()));
        }
    }
}

/// Creates leads at one node after another until it is to stop.
async fn write(caller: Caller, urls: Vec<String>, is_over: Arc<AtomicBool>, answered: Answered) {
    for round in 0.. {
        if is_over.load(Ordering::Relaxed) {
            return;
        }
        let request = caller.at(&urls[round % NODES]).request(Method::POST, "/api/leads").json(&json!({"name": "Ada"}));
        // A node that is killed answers nothing, and the row is there or isn't.
        if let Ok(response) = request.send().await
            && let Ok(lead) = response.json::<Json>().await
            && let Some(id) = lead["id"].as_str()
        {
            answered.lock().insert(id.parse().unwrap(), Instant::now());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_a_1_clients_of_killed_nodes_hear_of_each_row_once() {
    let seconds = std::env::var("LIVE_SECONDS").map_or(12, |seconds| seconds.parse().unwrap());
    let cluster = Cluster::start(&[]).await;
    let variables = [("EVENT_STREAMS_PER_USER", "1000"), ("RATE_LIMIT_WRITES", "off")];
    let mut nodes = Vec::new();
    for _ in 0..NODES {
        nodes.push(Node::start(Some(&cluster), &variables).await);
    }
    let urls: Vec<_> = nodes.iter().map(|node| node.url.clone()).collect();
    let registered = Caller::new(&urls[0])
        .post("/auth/register", json!({"email": "ann@example.com", "password": PASSWORD}))
        .await
        .created();
    let caller = Caller::with_cookie(&urls[0], &registered.session_cookie().unwrap());

    let (is_over, answered) = (Arc::new(AtomicBool::new(false)), Answered::default());
    let all = Arc::new(Mutex::new(None::<usize>));
    let followers: Vec<_> = (0..FOLLOWERS)
        .map(|seed| {
            let (caller, urls, random) = (caller.clone(), urls.clone(), Random::seeded(seed));
            let (position, heard) = (String::new(), Vec::new());
            let mut follower = Follower { caller, urls, random, position, heard, resyncs: 0, streams: 0 };
            let all = Arc::clone(&all);
            tokio::spawn(async move {
                let mut given_up = None;
                loop {
                    let hang_up = Instant::now() + Duration::from_millis(100 + follower.below(1_400));
                    let _ = follower.follow(hang_up).await;
                    if let Some(rows) = *all.lock() {
                        let end = *given_up.get_or_insert_with(|| Instant::now() + Duration::from_secs(20));
                        if follower.heard.len() >= rows || Instant::now() > end {
                            return follower;
                        }
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            })
        })
        .collect();
    // Each has a position by then.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| tokio::spawn(write(caller.clone(), urls.clone(), Arc::clone(&is_over), Arc::clone(&answered))))
        .collect();

    let (begun, mut kills) = (Instant::now(), 0);
    while begun.elapsed() < Duration::from_secs(seconds) {
        tokio::time::sleep(Duration::from_millis(900)).await;
        let node = &mut nodes[kills % NODES];
        node.kill();
        node.start_again();
        node.until_ready(Duration::from_mins(1)).await;
        kills += 1;
    }
    is_over.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    let mut superuser = cluster.superuser().await;
    let rows = sqlx::query("select id from app.leads").fetch_all(&mut superuser).await.unwrap();
    let mut rows: Vec<Uuid> = rows.iter().map(|row| row.get(0)).collect();
    rows.sort_unstable();
    *all.lock() = Some(rows.len());

    let mut waits = Vec::new();
    let mut streams = 0;
    for follower in followers {
        let follower = follower.await.unwrap();
        let mut heard: Vec<_> = follower.heard.iter().map(|(id, _)| *id).collect();
        heard.sort_unstable();
        assert!(heard == rows, "heard {} of {} rows, {} resyncs", heard.len(), rows.len(), follower.resyncs);
        assert_eq!(follower.resyncs, 0);
        streams += follower.streams;
        let answered = answered.lock();
        let wait = |(id, heard): &(Uuid, Instant)| Some(heard.saturating_duration_since(*answered.get(id)?));
        waits.extend(follower.heard.iter().filter_map(wait));
    }
    waits.sort_unstable();
    let at = |part: usize| waits[(waits.len() - 1) * part / 100];
    println!(
        "{} rows, {kills} kills, {FOLLOWERS} clients over {streams} streams: each heard each row once; from response to \
         event, with the breaks: p50 {:?}, p90 {:?}, p99 {:?}",
        rows.len(),
        at(50),
        at(90),
        at(99)
    );
}
