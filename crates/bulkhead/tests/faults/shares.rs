//! What a neighbour notices of one tenant's load: nothing is refused to it, and its latency stays in bounds (TEN-8).
//!
//! The bound of TEN-8, 50 ms more than idle, is that of a release build (`just soak`). A debug build writes a seventh
//! of the pages in the same time, so it is held to a second. `SHARES_SECONDS` is the length of each phase of a load
//! (3), `SHARES_ROWS` the rows that the noisy tenant has and imports (20,000).

mod load;
mod neighbour;

use std::time::{Duration, Instant};

use serde_json::json;
use sqlx::PgConnection;

use crate::cluster::Cluster;
use crate::node::Node;
use load::{Generator, LOADS, Load};
use neighbour::{Latencies, Neighbour};

/// A word that each of the noisy tenant's rows has.
const COMMON: &str = "engine";

/// Idle and under load, so often in turn: what changes on the machine meanwhile changes for both.
const TURNS: usize = 2;

/// How much longer a neighbour's requests may take under load, at the 99th percentile.
const MORE_THAN_IDLE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1_000 } else { 50 });

struct Size {
    phase: Duration,
    rows: usize,
}

impl Size {
    fn from_env() -> Self {
        let number = |name, default| {
            std::env::var(name)
                .map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} must be a number")))
        };
        let seconds = number("SHARES_SECONDS", 3);
        Self { phase: Duration::from_secs(seconds.try_into().unwrap()), rows: number("SHARES_ROWS", 20_000) }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_8_a_neighbour_is_refused_nothing_and_keeps_its_latency_under_each_load_of_a_tenant() {
    let size = Size::from_env();
    let cluster = Cluster::start(&[]).await;
    let node = Node::start(Some(&cluster), &[]).await;
    let (noisy, quiet) = (Neighbour::register(&node.url, "noisy").await, Neighbour::register(&node.url, "quiet").await);
    noisy.caller.post("/api/leads", json!({"name": "First"})).await.created();
    let mut superuser = cluster.superuser().await;
    fill(&mut superuser, size.rows).await;

    let mut failures = Vec::new();
    for load in LOADS {
        let mut outcome = measure(&size, load, &noisy, &quiet, &mut superuser).await;
        if let Err(first) = &outcome {
            println!("once more: {first}");
            outcome = measure(&size, load, &noisy, &quiet, &mut superuser).await;
        }
        failures.extend(outcome.err());
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

/// Rows of the noisy tenant, each with the common word.
async fn fill(superuser: &mut PgConnection, rows: usize) {
    let sql = "insert into app.leads (tenant_id, id, owner_id, name, company)
        select tenant_id, gen_random_uuid(), owner_id, 'Lead ' || n, 'Analytical engine ' || n
        from app.leads, generate_series(1, $1) n";
    sqlx::query(sql).bind(i64::try_from(rows).unwrap()).execute(&mut *superuser).await.unwrap();
    sqlx::raw_sql("vacuum analyze app.leads").execute(superuser).await.unwrap();
}

/// Measures the neighbour without and with one load; the error says what it noticed.
async fn measure(
    size: &Size,
    load: Load,
    noisy: &Neighbour,
    quiet: &Neighbour,
    superuser: &mut PgConnection,
) -> Result<(), String> {
    let (mut idle, mut loaded) = (Latencies::default(), Latencies::default());
    let mut generated = Vec::new();
    for _ in 0..TURNS {
        quiet.work(size.phase / 2, &mut idle).await;
        let generator = Generator::start(load, noisy, size.rows);
        quiet.work(size.phase, &mut loaded).await;
        generated.push(generator.stop());
        until_quiet(superuser).await;
    }
    let (before, during) = (idle.p99(), loaded.p99());
    println!(
        "{load:?}: p99 {before:?} idle ({} requests), {during:?} under load ({} requests); the tenant's own: {generated:?}",
        idle.count(),
        loaded.count(),
    );
    let limit = (2 * before).max(before + MORE_THAN_IDLE);
    if !loaded.refused.is_empty() {
        return Err(format!("{load:?}: the neighbour got {:?}", loaded.refused));
    }
    if during > limit { Err(format!("{load:?}: p99 {during:?}, at most {limit:?} allowed")) } else { Ok(()) }
}

/// Waits until the units of work of clients that hung up are over.
async fn until_quiet(superuser: &mut PgConnection) {
    let begun = Instant::now();
    let sql = "select count(*) from pg_stat_activity where usename = 'bulkhead_app' and state <> 'idle'";
    while sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut *superuser).await.unwrap() > 0 {
        assert!(begun.elapsed() < Duration::from_mins(2), "the load doesn't end");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
