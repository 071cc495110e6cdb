use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sqlx::PgConnection;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use uuid::Uuid;

use super::crowd::{Crowd, Member};
use super::reader::Reader;
use super::{number, until};
use crate::cluster::Cluster;
use crate::node::Node;
use crate::process::{is_connected, most_resident_bytes};

/// Conversations that are renamed at once. Each has hearers of its own, and more than two hundred lines of a table for the
/// same hearers would be one event.
const BATCH: usize = 200;

/// Between two batches: a node that reads the log then has about one of them at a time.
const PAUSE: Duration = Duration::from_millis(40);

/// Bytes that the kernel keeps for the reader that takes none.
const BUFFER: u32 = 4_096;

/// What the server may have more of memory, in bytes, than while events came without this reader; and what besides: the
/// 64 batches that wait for it, their text when it is cut, and by how much two such times may differ otherwise.
const GROWTH: usize = 5 << 20;
const BESIDES: usize = 16 << 20;

/// For how long a reader may take no byte, and how soon it is cut then.
const PATIENCE: Duration = Duration::from_secs(30);
const CUT: Duration = Duration::from_mins(1);

/// Lines of the log that a client may have missed to go on from its position.
const MOST_MISSED: usize = 10_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_a_10_a_reader_that_takes_nothing_costs_no_memory_is_cut_and_resumes_whole() {
    let events = number("STREAM_EVENTS", 12_000).next_multiple_of(BATCH);
    let first = (events / 2).next_multiple_of(BATCH);
    let cluster = Cluster::start(&[]).await;
    let node = Node::start(Some(&cluster), &[]).await;
    let mut superuser = cluster.superuser().await;
    let member = Crowd::make(&mut superuser, 1, 1).await.members.remove(0);
    let mut talk = Talk::begin(superuser, &member).await;

    let mut keen = Reader::open(&node.url, &member, "", None).await.unwrap();
    keen.begin().await.unwrap();
    let told = Arc::new(AtomicUsize::new(0));
    let keen = tokio::spawn(read_all(keen, first + events + BATCH, Arc::clone(&told)));
    let memory = Memory::watch(&node);
    talk.go_on(first).await;
    until("the other client hears of the first events", || told.load(Ordering::Relaxed) == first).await;
    let without = memory.most().await;

    let mut stalled = Reader::open(&node.url, &member, "", Some(BUFFER)).await.unwrap();
    stalled.begin().await.unwrap();
    let addresses = (node.url.trim_start_matches("http://").parse::<SocketAddr>().unwrap(), stalled.address());
    let memory = Memory::watch(&node);
    let begun = Instant::now();
    talk.go_on(events).await;
    let committed = begun.elapsed();
    while is_connected(addresses.0, addresses.1) {
        assert!(begun.elapsed() < committed + PATIENCE + CUT, "a reader that takes nothing is not cut");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let cut = begun.elapsed();
    until("the other client hears of all events", || told.load(Ordering::Relaxed) == first + events).await;
    let beside = memory.most().await;

    // What was on the way is the reader's, and then it goes on behind that.
    let mut heard = Vec::new();
    while let Ok(Some(event)) = timeout(PATIENCE, stalled.next()).await.expect("the stream has an end") {
        heard.extend(event.row());
    }
    let taken = heard.len();
    let mut resumed = Reader::open(&node.url, &member, &stalled.position, None).await.unwrap();
    let is_too_far_behind = events - taken >= MOST_MISSED;
    if is_too_far_behind {
        let told = timeout(PATIENCE, resumed.next()).await.expect("something is told").unwrap().unwrap();
        assert_eq!(told.kind, "resync");
    }
    talk.go_on(BATCH).await;
    let missed = if is_too_far_behind { 0 } else { events - taken };
    while heard.len() < taken + missed + BATCH {
        let event = timeout(PATIENCE, resumed.next()).await.expect("the rest is told").unwrap().unwrap();
        assert_eq!(event.kind, "change");
        heard.extend(event.row());
    }

    println!(
        "{events} events in {committed:?} for a reader that takes nothing: the server has {} KiB, {} KiB without it, and \
         cuts it after {cut:?}; it had {taken} events and came back for {missed} (told to read its lists: {is_too_far_behind})",
        beside >> 10,
        without >> 10
    );
    assert!(cut >= PATIENCE, "it was cut after {cut:?} already");
    assert!(beside < without + GROWTH + BESIDES, "the server has {beside} bytes, {without} without the reader");
    let keen = keen.await.unwrap();
    assert_eq!(keen, talk.said, "the other client hears each event once, in order");
    let mut expected = talk.said[first..first + taken + missed].to_vec();
    expected.extend_from_slice(&talk.said[first + events..]);
    assert_eq!(heard, expected, "the reader hears each event once, in order");
}

/// How much memory a server has, from some moment on.
struct Memory {
    is_over: Arc<AtomicBool>,
    most: JoinHandle<usize>,
}

impl Memory {
    fn watch(node: &Node) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let most = tokio::spawn(most_resident_bytes(node.pid(), Arc::clone(&is_over)));
        Self { is_over, most }
    }

    /// The most that it had at a time until now.
    async fn most(self) -> usize {
        self.is_over.store(true, Ordering::Relaxed);
        self.most.await.unwrap()
    }
}

/// Reads the rows of so many events.
async fn read_all(mut reader: Reader, events: usize, told: Arc<AtomicUsize>) -> Vec<(Uuid, i64)> {
    let mut heard = Vec::new();
    while heard.len() < events {
        let event = reader.next().await.unwrap().expect("the stream goes on");
        heard.extend(event.row());
        told.store(heard.len(), Ordering::Relaxed);
    }
    heard
}

/// Conversations of a member with themselves.
struct Talk {
    superuser: PgConnection,
    member: Member,
    /// The versions of conversations, in the order in which they were written.
    said: Vec<(Uuid, i64)>,
}

impl Talk {
    async fn begin(mut superuser: PgConnection, member: &Member) -> Self {
        let sql = "with made as (
              insert into app.conversations (tenant_id, id, owner_id)
              select $1, gen_random_uuid(), $2 from generate_series(1, $3) returning id)
            insert into app.conversation_participants (tenant_id, id, owner_id, conversation_id, user_id)
            select $1, gen_random_uuid(), $2, id, $2 from made";
        let made = sqlx::query(sql).bind(member.tenant).bind(member.user).bind(i64::try_from(BATCH).unwrap());
        made.execute(&mut superuser).await.unwrap();
        Self { superuser, member: member.clone(), said: Vec::new() }
    }

    /// Commits so many changes, a batch at a time.
    async fn go_on(&mut self, changes: usize) {
        let sql = "update app.conversations set title = 'Talk ' || version where tenant_id = $1 returning id, version";
        for _ in 0..changes / BATCH {
            let renamed = sqlx::query_as::<_, (Uuid, i64)>(sql).bind(self.member.tenant);
            self.said.extend(renamed.fetch_all(&mut self.superuser).await.unwrap());
            tokio::time::sleep(PAUSE).await;
        }
    }
}
