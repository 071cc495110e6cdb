use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::crowd::{Crowd, Member};
use super::reader::Reader;
use super::{OF_TENANT, OF_USER, OTHER_FILES, number, percentile, until};
use crate::cluster::Cluster;
use crate::node::Node;
use crate::process::{processor_seconds, raise_file_limit, resident_bytes};

/// Streams that are open before anything is measured, so that what the server makes for its first ones counts for none.
const FIRST: usize = 50;

/// What a stream may take of memory, in bytes: 350 MB for ten thousand of them. The futures of a debug build are larger.
const OF_STREAM: usize = if cfg!(debug_assertions) { 50_000 } else { 35_000 };

/// What the server may grow by besides: it answers requests meanwhile, and its allocator keeps some of it.
const BESIDES: usize = 8 << 20;

const HEALTH_REQUESTS: usize = 300;

/// What the tasks of all streams have heard.
#[derive(Default)]
struct Heard {
    rows: AtomicUsize,
    ends: AtomicUsize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_a_9_idle_streams_take_little_of_the_server() {
    let (streams, seconds) = (number("STREAMS", 500), number("STREAM_SECONDS", 4));
    raise_file_limit(u64::try_from(streams).unwrap() + OTHER_FILES);
    let cluster = Cluster::start(&[]).await;
    let node = Node::start(Some(&cluster), &[("CONNECTIONS_PER_CLIENT", "1000000")]).await;
    let mut superuser = cluster.superuser().await;
    let users = streams.div_ceil(OF_USER);
    let tenants = streams.div_ceil(OF_TENANT).max(users.min(10));
    let crowd = Crowd::make(&mut superuser, users, tenants).await;

    let first = FIRST.min(streams / 2);
    let members: Vec<&Member> = crowd.members.iter().cycle().take(streams).collect();
    let heard = Arc::new(Heard::default());
    let follow = |readers: Vec<(&Member, Reader)>| -> Vec<_> {
        readers.into_iter().map(|(_, reader)| tokio::spawn(follow(reader, Arc::clone(&heard)))).collect()
    };
    let mut tasks = follow(Reader::open_each(&node.url, &members[..first]).await);
    health(&node, HEALTH_REQUESTS).await;
    let before = resident_bytes(node.pid());
    let control = health(&node, HEALTH_REQUESTS).await;

    let begun = Instant::now();
    tasks.extend(follow(Reader::open_each(&node.url, &members[first..]).await));
    let opening = begun.elapsed();

    let (begun, busy) = (Instant::now(), processor_seconds(node.pid()));
    tokio::time::sleep(Duration::from_secs(seconds.try_into().unwrap())).await;
    let share = (processor_seconds(node.pid()) - busy) / begun.elapsed().as_secs_f64();
    let growth = resident_bytes(node.pid()).saturating_sub(before);
    let beside = health(&node, HEALTH_REQUESTS).await;

    // They are streams still: each hears of its tenant's row, and of no other.
    crowd.add_leads(&mut superuser).await;
    until("each stream hears of a row", || heard.rows.load(Ordering::Relaxed) >= streams).await;
    assert_eq!((heard.rows.load(Ordering::Relaxed), heard.ends.load(Ordering::Relaxed)), (streams, 0));
    tasks.iter().for_each(tokio::task::JoinHandle::abort);

    let measured = streams - first;
    println!(
        "{streams} idle streams of {users} users in {tenants} tenants, the last {measured} opened in {opening:?}: these take {} KiB, {} bytes \
         each; {:.2} % of a core; /health p99 {:?} beside them, {:?} before",
        growth >> 10,
        growth / measured,
        share * 100.0,
        percentile(&beside, 99),
        percentile(&control, 99)
    );
    assert!(growth < measured * OF_STREAM + BESIDES, "{measured} streams take {growth} bytes");
    if cfg!(not(debug_assertions)) {
        assert!(share < 0.1, "idle streams take {share:.3} of a core");
        assert!(percentile(&beside, 99) < Duration::from_millis(250), "/health waits for idle streams");
    }
}

async fn follow(mut reader: Reader, heard: Arc<Heard>) {
    while let Ok(Some(event)) = reader.next().await {
        heard.rows.fetch_add(usize::from(event.row().is_some()), Ordering::Relaxed);
    }
    heard.ends.fetch_add(1, Ordering::Relaxed);
}

/// How long requests took one after the other, sorted.
async fn health(node: &Node, requests: usize) -> Vec<Duration> {
    let client = reqwest::Client::new();
    let mut took = Vec::with_capacity(requests);
    for _ in 0..requests {
        let begun = Instant::now();
        client.get(format!("{}/health", node.url)).send().await.unwrap().error_for_status().unwrap();
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    took
}
