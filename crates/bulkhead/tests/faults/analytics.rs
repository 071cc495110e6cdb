//! What a large tenant's analytics take. `ANALYTICS_CALLS` is how many calls it has in a year (100,000).
//!
//! The bound is that of a million calls, in a release build (`just soak`).

use std::time::{Duration, Instant};

use serde_json::json;
use sqlx::{PgConnection, Row};

use crate::cluster::Cluster;
use crate::node::Node;
use crate::server::{Caller, PASSWORD};

/// Tenants beside the large one, each with a hundredth of its calls.
const NEIGHBOURS: i32 = 20;

const REQUESTS: usize = 100;

/// How long a request may take, at the 95th percentile.
const LIMIT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1_000 } else { 300 });

const NINETY_DAYS: &str = "/api/analytics/calls?from=2025-06-01&to=2025-08-30&bucket=day&timezone=Europe/Berlin";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fact_40_ninety_days_of_a_large_tenant_beside_twenty_others_are_counted_in_time() {
    let calls: i64 =
        std::env::var("ANALYTICS_CALLS").map_or(100_000, |text| text.parse().expect("ANALYTICS_CALLS is a number"));
    let cluster = Cluster::start(&[]).await;
    let node = Node::start(Some(&cluster), &[]).await;
    let caller = Caller::new(&node.url);
    caller.post("/auth/register", json!({"email": "large@test.com", "password": PASSWORD})).await.created();
    let mut superuser = cluster.superuser().await;
    fill(&mut superuser, calls).await;

    let before = reads(&mut superuser).await;
    let mut took = Vec::with_capacity(REQUESTS);
    for _ in 0..REQUESTS {
        let begun = Instant::now();
        let report = caller.get(NINETY_DAYS).await.ok();
        took.push(begun.elapsed());
        let counted = report["total"]["total"].as_i64().unwrap();
        // Ninety days of 365.
        assert!((counted - calls * 90 / 365).abs() <= 1, "{counted} of {calls}");
    }
    took.sort_unstable();
    let at = |percent: usize| took[REQUESTS * percent / 100];
    println!("ninety days by day of {calls} calls: p50 {:?}, p95 {:?}, at most {:?}", at(50), at(95), at(99));
    assert!(at(95) < LIMIT, "p95 {:?}, at most {LIMIT:?} allowed", at(95));

    // A session tells what it has read at the end of a transaction, once a second.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    caller.get(NINETY_DAYS).await.ok();
    let (scans, rows, entries) = reads(&mut superuser).await;
    assert_eq!((scans, rows), (before.0, before.1), "scans and rows of the table: the index has all that is counted");
    let read = entries - before.2;
    let own = calls * 90 / 365 * 3 * i64::try_from(REQUESTS + 1).unwrap();
    assert!((own / 2..=own + 1_000).contains(&read), "{read} entries of the index read, of the tenant's own {own}");
}

/// Calls of a year, of the one tenant that there is and of tenants beside it, in the order of their times.
async fn fill(superuser: &mut PgConnection, calls: i64) {
    sqlx::raw_sql("set session_replication_role = replica").execute(&mut *superuser).await.unwrap();
    let sql = "with tenants as (
          select tenant_id, $1::bigint as calls from tenancy.homes
          union all select gen_random_uuid(), $1 / 100 from generate_series(1, $2))
        insert into app.calls (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", status, carrier_sid,
          duration_seconds, created_at)
        select t.tenant_id, gen_random_uuid(), t.tenant_id, t.tenant_id,
          case when n % 3 = 0 then 'incoming' else 'outgoing' end,
          '+14155550100', '+14155550101', (array['completed', 'completed', 'completed', 'busy', 'no-answer',
          'failed', 'canceled'])[1 + n % 7],
          'CA' || n, case when n % 7 < 3 then n * 7919 % 600 end,
          '2025-01-01Z'::timestamptz + (n - 0.5) * interval '365 days' / t.calls as time
        from tenants t, lateral generate_series(1, t.calls) n
        order by time";
    sqlx::query(sql).bind(calls).bind(NEIGHBOURS).execute(&mut *superuser).await.unwrap();
    sqlx::raw_sql("vacuum (freeze, analyze) app.calls").execute(superuser).await.unwrap();
}

/// How often the whole table was scanned, how many rows of it indexes led to, and how many entries of the one index
/// were read.
async fn reads(superuser: &mut PgConnection) -> (i64, i64, i64) {
    let sql = "select t.seq_scan, t.idx_tup_fetch, i.idx_tup_read from pg_stat_user_tables t
        join pg_stat_user_indexes i using (relid) where i.indexrelname = 'calls_counted'";
    let row = sqlx::query(sql).fetch_one(superuser).await.unwrap();
    (row.get(0), row.get(1), row.get(2))
}
