use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use rustix::process::Signal;
use sqlx::PgConnection;
use tokio::time::timeout;
use uuid::Uuid;

use super::crowd::{Crowd, Member};
use super::reader::Reader;
use super::{OF_TENANT, OF_USER, OTHER_FILES, number, until};
use crate::cluster::Cluster;
use crate::node::Node;
use crate::process::raise_file_limit;

/// Between two commits in each tenant.
const PAUSE: Duration = Duration::from_millis(250);

/// Rows of each tenant at most. More than two hundred that a client missed would be one event.
const ROWS: usize = 150;

/// How long clients are to stay away.
const AWAY: Range<Duration> = Duration::from_secs(1)..Duration::from_secs(5);

/// For how long clients wait for what they haven't heard, once there is no more.
const PATIENCE: Duration = Duration::from_secs(20);

/// The ids of each tenant's rows, sorted.
type Rows = HashMap<Uuid, Vec<Uuid>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_a_14_clients_of_a_server_that_restarts_come_back_one_by_one_and_miss_nothing() {
    let streams = number("STREAMS", 500) / 2;
    raise_file_limit(u64::try_from(streams).unwrap() + OTHER_FILES);
    let cluster = Cluster::start(&[]).await;
    // All of them come from one address.
    let variables = [("CONNECTIONS_PER_CLIENT", "1000000"), ("UNFINISHED_REQUESTS_PER_CLIENT", "1000000")];
    let mut node = Node::start(Some(&cluster), &variables).await;
    let mut superuser = cluster.superuser().await;
    let crowd = Crowd::make(&mut superuser, streams.div_ceil(OF_USER), streams.div_ceil(OF_TENANT)).await;
    let members: Vec<&Member> = crowd.members.iter().cycle().take(streams).collect();

    let shared = Arc::new(Shared::default());
    let readers = Reader::open_each(&node.url, &members).await;
    let clients: Vec<_> = readers
        .into_iter()
        .map(|(member, reader)| tokio::spawn(Client::new(&node.url, member, &reader, &shared).run(reader)))
        .collect();
    let is_over = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn(write(superuser, crowd, Arc::clone(&is_over)));
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (status, took) = node.stop(Signal::TERM);
    assert!(status.success(), "{status}");
    node.start_again();
    node.until_ready(Duration::from_mins(1)).await;
    until("all clients are back", || shared.opened.load(Ordering::Relaxed) >= 2 * streams).await;
    is_over.store(true, Ordering::Relaxed);
    let rows = writer.await.unwrap();
    let committed: usize = rows.values().map(Vec::len).sum();
    *shared.rows.lock() = Some((rows.clone(), Instant::now()));

    let (mut away, mut back, mut again) = (Vec::new(), Vec::new(), 0);
    for client in clients {
        let mut client = client.await.unwrap();
        let expected = &rows[&client.member.tenant];
        client.heard.sort_unstable();
        assert!(client.heard == *expected, "{} rows heard, of {}", client.heard.len(), expected.len());
        // A server that has just started may have too much to read for all of them, and says so.
        let (first, later) = client.ends.split_first().expect("its stream ended");
        assert!(first == "restart" && later.iter().all(|end| end == "unavailable"), "{:?}", client.ends);
        again += later.len();
        away.push(client.away);
        back.push(client.back.expect("it came back"));
    }
    away.sort_unstable();
    back.sort_unstable();
    println!(
        "{streams} streams ended in {took:?}; their clients were told to stay away from {:?} to {:?}, and were back over \
         {:?}, {again} times after being sent away once more; each heard of each of its tenant's {} rows once",
        away[0],
        away[streams - 1],
        back[streams - 1] - back[0],
        committed / rows.len()
    );
    assert!(away.iter().all(|away| AWAY.contains(away)), "from {:?} to {:?}", away[0], away[streams - 1]);
    let (soon, late) = (AWAY.start + Duration::from_secs(1), AWAY.end.checked_sub(Duration::from_secs(1)).unwrap());
    assert!(away[0] < soon && away[streams - 1] > late, "from {:?} to {:?}", away[0], away[streams - 1]);
}

/// Commits leads in all tenants until it is over or each has enough; answers all of them.
async fn write(mut superuser: PgConnection, crowd: Crowd, is_over: Arc<AtomicBool>) -> Rows {
    for _ in 0..ROWS {
        if is_over.load(Ordering::Relaxed) {
            break;
        }
        crowd.add_leads(&mut superuser).await;
        tokio::time::sleep(PAUSE).await;
    }
    let all: Vec<(Uuid, Uuid)> =
        sqlx::query_as("select tenant_id, id from app.leads order by id").fetch_all(&mut superuser).await.unwrap();
    let mut rows = Rows::new();
    for (tenant, id) in all {
        rows.entry(tenant).or_default().push(id);
    }
    rows
}

/// What the clients and the test tell each other.
#[derive(Default)]
struct Shared {
    /// Streams that were opened, those after a break included.
    opened: AtomicUsize,
    /// The leads of each tenant, and since when there are no more.
    rows: Mutex<Option<(Rows, Instant)>>,
}

/// A client that comes back when it is told to, and goes on from its position.
struct Client {
    url: String,
    member: Member,
    shared: Arc<Shared>,
    position: String,
    /// How long it was told to stay away, by its first stream.
    away: Duration,
    heard: Vec<Uuid>,
    /// Why its streams ended.
    ends: Vec<String>,
    /// When its second stream began.
    back: Option<Instant>,
}

impl Client {
    fn new(url: &str, member: &Member, first: &Reader, shared: &Arc<Shared>) -> Self {
        let (member, shared) = (member.clone(), Arc::clone(shared));
        shared.opened.fetch_add(1, Ordering::Relaxed);
        let (position, away) = (first.position.clone(), first.retry.unwrap());
        Self { url: url.to_owned(), member, shared, position, away, heard: Vec::new(), ends: Vec::new(), back: None }
    }

    /// Follows until it has heard of everything, or has waited long enough for that.
    async fn run(mut self, mut reader: Reader) -> Self {
        while self.listen(&mut reader).await {
            let away = reader.retry.unwrap_or(self.away);
            reader = loop {
                tokio::time::sleep(away).await;
                // The server may be away still.
                if let Ok(again) = Reader::open(&self.url, &self.member, &self.position, None).await {
                    break again;
                }
            };
            self.shared.opened.fetch_add(1, Ordering::Relaxed);
            self.back.get_or_insert_with(Instant::now);
        }
        self
    }

    /// Follows a stream to its end; false where it is done before.
    async fn listen(&mut self, reader: &mut Reader) -> bool {
        let mut end = "broken".to_owned();
        while !self.is_done() {
            match timeout(Duration::from_secs(1), reader.next()).await {
                Ok(Ok(Some(event))) if event.kind == "end" => {
                    event.data["reason"].as_str().unwrap().clone_into(&mut end);
                }
                Ok(Ok(Some(event))) => {
                    let (id, _) = event.row().unwrap_or_else(|| panic!("{}: {}", event.kind, event.data));
                    self.heard.push(id);
                }
                Ok(Ok(None) | Err(_)) => {
                    self.position.clone_from(&reader.position);
                    self.ends.push(end);
                    return true;
                }
                Err(_nothing_came) => {}
            }
        }
        false
    }

    fn is_done(&self) -> bool {
        self.shared.rows.lock().as_ref().is_some_and(|(rows, since)| {
            self.heard.len() >= rows[&self.member.tenant].len() || since.elapsed() > PATIENCE
        })
    }
}
