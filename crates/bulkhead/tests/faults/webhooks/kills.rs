//! kill -9 of nodes that deliver to webhooks: each committed event arrives, none of what was rolled back, and repeats are
//! the same. `WEBHOOK_SECONDS` says for how long.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use base::Random;
use serde_json::Value as Json;
use sqlx::{Connection, PgConnection, Row};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::acts::{Acts, NEVER, Writer};
use super::receiver::{Arrival, Receiver};
use super::{Team, percentile};
use crate::cluster::Cluster;
use crate::node::Node;

const NODES: usize = 3;
const WRITERS_OF_TEAM: u64 = 4;
const TEAMS: [&str; 2] = ["ann", "ben"];
/// Between two kills.
const PEACE: Duration = Duration::from_millis(900);

/// An event that is committed, as its message has it.
#[derive(Debug, PartialEq, Eq)]
struct Event {
    kind: String,
    row_id: Uuid,
    version: i64,
}

/// By path, then by `webhook-id`.
type Events = BTreeMap<String, BTreeMap<String, Event>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c_1_wh_5_webhooks_of_killed_nodes_hear_of_each_committed_event_and_of_no_other() {
    let seconds = std::env::var("WEBHOOK_SECONDS").map_or(15, |seconds| seconds.parse().unwrap());
    let cluster = Cluster::start(&[]).await;
    // So slow that kills meet messages under way.
    let receiver = Receiver::start(Duration::from_millis(60));
    let allow = receiver.address.to_string();
    let variables = [("OUTGOING_ALLOW", allow.as_str()), ("RATE_LIMIT_WRITES", "off")];
    let mut nodes = Vec::new();
    for _ in 0..NODES {
        nodes.push(Node::start(Some(&cluster), &variables).await);
    }
    let urls: Vec<_> = nodes.iter().map(|node| node.url.clone()).collect();

    let acts = Arc::<Acts>::default();
    let (mut webhooks, mut writers) = (HashMap::new(), Vec::new());
    for name in TEAMS {
        let team = Team::register(&urls[0], name).await;
        for (path, events, payload, is_ordered) in [
            ("all", &["*"][..], "full", false),
            ("some", &["lead.created", "lead.deleted"], "thin", false),
            ("ordered", &["lead.updated"], "thin", true),
        ] {
            let path = format!("/{name}/{path}");
            webhooks.insert(team.tell(&receiver.url(&path), events, payload, is_ordered).await, path);
        }
        for seed in 0..WRITERS_OF_TEAM {
            let database = PgConnection::connect(&cluster.url("bulkhead_app")).await.unwrap();
            let (team, urls, acts) = (team.clone(), urls.clone(), Arc::clone(&acts));
            writers.push(Writer { team, urls, database, random: Random::seeded(seed), acts });
        }
    }
    let undertaker = tokio::spawn(end_leases(cluster.superuser().await));
    let writers: Vec<_> = writers.into_iter().map(|writer| tokio::spawn(writer.write())).collect();
    let kills = kill(&mut nodes, Duration::from_secs(seconds)).await;
    acts.is_over.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    let mut superuser = cluster.superuser().await;
    until_all_is_delivered(&mut superuser, &undertaker).await;
    undertaker.abort();

    let expected = committed(&mut superuser, &webhooks).await;
    let arrivals = receiver.take();
    let repeats = check(&expected, &arrivals, &acts);
    for path in webhooks.values() {
        let most = if path.ends_with("ordered") { 1 } else { 4 };
        assert!(receiver.most_under_way(path) <= most, "{} at once to {path}", receiver.most_under_way(path));
    }
    assert!(repeats > 0, "the kills met no message under way, which proves nothing");
    let waits = waits(&expected, &arrivals, &acts);
    println!(
        "{} acts, of which {} were rolled back; {} events, {kills} kills, {repeats} repeats; from commit to arrival, with \
         the breaks: p50 {:?}, p90 {:?}, p99 {:?}",
        acts.attempted.load(Ordering::Relaxed),
        acts.rolled_back.lock().len(),
        expected.values().map(BTreeMap::len).sum::<usize>(),
        percentile(&waits, 50),
        percentile(&waits, 90),
        percentile(&waits, 99)
    );
}

/// Kills one node after the other for so long, and answers how often.
async fn kill(nodes: &mut [Node], long: Duration) -> usize {
    let (begun, mut kills) = (Instant::now(), 0);
    while begun.elapsed() < long {
        tokio::time::sleep(PEACE).await;
        let node = &mut nodes[kills % NODES];
        node.kill();
        node.start_again();
        node.until_ready(Duration::from_mins(1)).await;
        kills += 1;
    }
    kills
}

/// A delivery is its sender's for a minute, which is long for a test. No message takes a second here: a delivery that is
/// under way for three has lost its sender.
async fn end_leases(mut superuser: PgConnection) {
    let sql = "update tenancy.webhook_deliveries set lease_until = now()
        where status = 'sending' and lease_until > now() and lease_until < now() + interval '57 seconds'";
    loop {
        sqlx::query(sql).execute(&mut superuser).await.unwrap();
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

async fn until_all_is_delivered(superuser: &mut PgConnection, undertaker: &JoinHandle<()>) {
    let sql = "select count(*) from tenancy.changes c
          join app.webhooks w on w.tenant_id = c.tenant_id and c.table_name = 'leads'
            and w.events && array['*', tenancy.event_type('lead', c.operation, c.fields)]
          left join tenancy.webhook_deliveries d
            on d.tenant_id = w.tenant_id and d.webhook_id = w.id and d.change_id = c.id
        where d.status is distinct from 'delivered'";
    let (mut fewest, mut since) = (i64::MAX, Instant::now());
    loop {
        let open: i64 = sqlx::query_scalar(sql).fetch_one(&mut *superuser).await.unwrap();
        if open == 0 {
            return;
        }
        if open < fewest {
            (fewest, since) = (open, Instant::now());
        }
        assert!(!undertaker.is_finished(), "leases aren't ended any more");
        assert!(since.elapsed() < Duration::from_secs(30), "{open} events aren't delivered, and it doesn't go on");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The events that are to arrive at each path, as the change log says.
async fn committed(superuser: &mut PgConnection, webhooks: &HashMap<Uuid, String>) -> Events {
    let sql = "select w.id, tenancy.delivery_id(w.id, c.id, c.changed_at)::text, e.kind, c.row_id, c.row_version
        from tenancy.changes c
          cross join lateral (select tenancy.event_type('lead', c.operation, c.fields) as kind) e
          join app.webhooks w on w.tenant_id = c.tenant_id and w.events && array['*', e.kind]
        where c.table_name = 'leads'";
    let mut events = Events::new();
    for row in sqlx::query(sql).fetch_all(superuser).await.unwrap() {
        let event = Event { kind: row.get(2), row_id: row.get(3), version: row.get(4) };
        events.entry(webhooks[&row.get(0)].clone()).or_default().insert(row.get(1), event);
    }
    events
}

/// Compares what arrived with what is committed, and answers how many messages were repeats.
fn check(expected: &Events, arrivals: &[Arrival], acts: &Acts) -> usize {
    let mut bodies: HashMap<&str, &Arrival> = HashMap::new();
    let mut newest: HashMap<(&str, Uuid), i64> = HashMap::new();
    let mut repeats = 0;
    let rolled_back: BTreeSet<_> = acts.rolled_back.lock().iter().copied().collect();
    for arrival in arrivals {
        if let Some(first) = bodies.get(arrival.id.as_str()) {
            assert_eq!((&first.path, &first.body), (&arrival.path, &arrival.body), "{} is two messages", arrival.id);
            repeats += 1;
            continue;
        }
        bodies.insert(&arrival.id, arrival);
        assert!(!arrival.body.contains(NEVER), "it was rolled back: {}", arrival.body);
        let event = event(&arrival.body);
        assert!(!rolled_back.contains(&event.row_id), "it was rolled back: {}", arrival.body);
        // The events of a row arrive in their order.
        let before = newest.insert((&arrival.path, event.row_id), event.version);
        assert!(before < Some(event.version), "{event:?} after {before:?} at {}", arrival.path);
        assert_eq!(expected[&arrival.path].get(&arrival.id), Some(&event), "it isn't committed: {}", arrival.body);
    }
    for (path, events) in expected {
        let missing: Vec<_> = events.iter().filter(|(id, _)| !bodies.contains_key(id.as_str())).collect();
        assert!(missing.is_empty(), "{} of {} events are missing at {path}: {missing:?}", missing.len(), events.len());
    }
    let known: BTreeSet<_> = expected.values().flat_map(BTreeMap::values).map(|e| (e.row_id, e.version)).collect();
    for act in acts.acknowledged.lock().keys() {
        assert!(known.contains(act), "{act:?} was acknowledged, and no event tells of it");
    }
    repeats
}

fn event(body: &str) -> Event {
    let message: Json = serde_json::from_str(body).unwrap();
    let data = &message["data"];
    let row_id = data["id"].as_str().unwrap().parse().unwrap();
    Event { kind: message["type"].as_str().unwrap().to_owned(), row_id, version: data["version"].as_i64().unwrap() }
}

/// How long the acknowledged events took to their first arrival, sorted.
fn waits(expected: &Events, arrivals: &[Arrival], acts: &Acts) -> Vec<Duration> {
    let acknowledged = acts.acknowledged.lock();
    let mut heard = BTreeSet::new();
    let first = arrivals.iter().filter(|arrival| heard.insert(&arrival.id));
    let wait = |arrival: &Arrival| {
        let event = &expected[&arrival.path][&arrival.id];
        Some(arrival.at.saturating_duration_since(*acknowledged.get(&(event.row_id, event.version))?))
    };
    let mut waits: Vec<_> = first.filter_map(wait).collect();
    waits.sort_unstable();
    waits
}
