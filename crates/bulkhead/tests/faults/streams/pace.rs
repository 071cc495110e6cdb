use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use serde_json::json;
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use super::crowd::Crowd;
use super::reader::Reader;
use super::{number, percentile, until};
use crate::cluster::Cluster;
use crate::node::Node;
use crate::process::processor_seconds;
use crate::server::Caller;

/// Twenty commits a second.
const PAUSE: Duration = Duration::from_millis(50);

/// When each row's event came.
type Heard = Arc<Mutex<HashMap<Uuid, Instant>>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_a_3_an_event_comes_to_another_node_soon_after_its_commit() {
    let phase = Duration::from_secs(number("STREAM_SECONDS", 4).try_into().unwrap());
    let cluster = Cluster::start(&[]).await;
    let nodes = [Node::start(Some(&cluster), &[]).await, Node::start(Some(&cluster), &[]).await];
    let member = Crowd::make(&mut cluster.superuser().await, 1, 1).await.members.remove(0);
    let writer = Caller::with_cookie(&nodes[0].url, &member.cookie).in_tenant(member.tenant);

    // What a node makes for its first request counts for none.
    write(&writer, Duration::from_secs(1)).await;
    let ((), quiet) = Processors::of(&nodes, tokio::time::sleep(phase)).await;
    let (_, writing) = Processors::of(&nodes, write(&writer, phase)).await;
    let mut reader = Reader::open(&nodes[1].url, &member, "", None).await.unwrap();
    reader.begin().await.unwrap();
    let heard = Heard::default();
    let listening = tokio::spawn(listen(reader, Arc::clone(&heard)));
    // The node looks more often for a second after something happened.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let ((), idle) = Processors::of(&nodes, tokio::time::sleep(phase)).await;
    let (commits, hearing) = Processors::of(&nodes, write(&writer, phase)).await;
    until("all rows are heard of", || heard.lock().len() >= commits.len()).await;
    listening.abort();

    let heard = heard.lock();
    assert_eq!(heard.len(), commits.len(), "an event about another row came");
    let mut waits: Vec<_> =
        commits.iter().map(|(id, committed)| heard[id].saturating_duration_since(*committed)).collect();
    waits.sort_unstable();
    let (median, p99) = (percentile(&waits, 50), percentile(&waits, 99));
    println!(
        "{} commits at one node, heard of at another: p50 {median:?}, p99 {p99:?} after the response; the nodes took \
         {quiet} of a core at rest, {writing} with commits, {idle} with a listener at the second, {hearing} with both",
        waits.len()
    );
    if cfg!(not(debug_assertions)) {
        assert!(idle.0[1] < 0.01, "a listener costs its node {idle} of a core");
        assert!(median < Duration::from_millis(100) && p99 < Duration::from_millis(300), "p50 {median:?}, p99 {p99:?}");
    }
}

/// Creates leads at this pace for so long; answers when each was answered.
async fn write(caller: &Caller, long: Duration) -> Vec<(Uuid, Instant)> {
    let (mut pace, mut commits, begun) = (interval(PAUSE), Vec::new(), Instant::now());
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while begun.elapsed() < long {
        pace.tick().await;
        let lead = caller.post("/api/leads", json!({"name": "Ada"})).await.created();
        commits.push((lead.id(), Instant::now()));
    }
    commits
}

async fn listen(mut reader: Reader, heard: Heard) {
    while let Ok(Some(event)) = reader.next().await {
        if let Some((id, _)) = event.row() {
            heard.lock().insert(id, Instant::now());
        }
    }
}

/// The parts of a core that two nodes took.
struct Processors([f64; 2]);

impl Processors {
    /// What they take while something is done.
    async fn of<T>(nodes: &[Node; 2], done: impl Future<Output = T>) -> (T, Self) {
        let times = || nodes.each_ref().map(|node| processor_seconds(node.pid()));
        let (before, begun) = (times(), Instant::now());
        let answer = done.await;
        let (after, long) = (times(), begun.elapsed().as_secs_f64());
        (answer, Self([0, 1].map(|node| (after[node] - before[node]) / long)))
    }
}

impl std::fmt::Display for Processors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1} % and {:.1} %", self.0[0] * 100.0, self.0[1] * 100.0)
    }
}
