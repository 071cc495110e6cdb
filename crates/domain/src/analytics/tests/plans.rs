//! Counting reads ranges of indexes, as the role that serves it, whatever the size of the tables.

use sqlx::Row;

use super::super::{calls, leads, messages};
use super::world::{World, period};

/// Sixty days of twenty thousand rows, whose last is of 14 June.
const ROWS: &str = "'2030-06-15Z'::timestamptz - n * interval '259.2 seconds' from generate_series(1, 20000) n";

/// Twenty thousand rows of each tenant, vacuumed as autovacuum would.
async fn filled() -> World {
    let world = World::new().await;
    for tenant in [world.tenant, world.other] {
        let calls = format!(
            "select case when n % 2 = 0 then 'incoming' else 'outgoing' end,
              case when n % 3 = 0 then 'busy' else 'completed' end, n % 600, false, {ROWS}"
        );
        world.call(tenant, &calls).await;
        world.message(tenant, &format!("select 'outgoing', 'delivered', 1, false, {ROWS}")).await;
        world.lead(tenant, &format!("select 'new', {ROWS}")).await;
    }
    // Twice: while commits that other tests make at the time aren't on disk, vacuum takes only rows that it froze
    // before for visible to all.
    for table in ["app.calls", "app.messages", "app.leads"] {
        let vacuum = format!("vacuum (freeze) {table}");
        for sql in [&vacuum, &vacuum, &format!("analyze {table}")] {
            world.test.superuser(sql).await;
        }
    }
    world
}

#[tokio::test]
async fn fact_40_calls_are_counted_from_the_index_alone_and_no_other_tenants_rows_are_read() {
    let world = filled().await;
    let days = period(&[("from", "2030-06-01"), ("to", "2030-06-15")]);
    let mut tx = world.db.begin(&world.request()).await.unwrap();
    let lines = tx.run(calls::statement(&world.request(), &days).explained()).await.unwrap();
    let plan: String =
        lines.iter().map(|line| line.get::<String, _>(0).replace(".00 loops=", " loops=") + "\n").collect();
    // Once for the fourteen days' groups, and once for their lengths and those of the whole.
    let of_days = "Index Only Scan using calls_counted on calls (actual rows=333 loops=14)";
    let of_lengths = "Index Only Scan using calls_counted on calls calls_1 (actual rows=622 loops=15)";
    assert!(plan.contains(of_days) && plan.contains(of_lengths), "{plan}");
    assert_eq!(plan.matches(" on calls").count(), 2, "{plan}");
    assert_eq!(plan.matches("Heap Fetches: 0").count(), 2, "{plan}");
    assert!(!plan.contains("Rows Removed by Filter"), "{plan}");
    let reads = sqlx::query(
        "select pg_stat_get_xact_tuples_returned('app.calls_counted'::regclass),
          pg_stat_get_xact_numscans('app.calls'::regclass),
           pg_stat_get_xact_tuples_fetched('app.calls'::regclass)",
    );
    let reads = reads.fetch_one(&mut tx).await.unwrap();
    let reads: (i64, i64, i64) = (reads.get(0), reads.get(1), reads.get(2));
    // The 4,666 calls of fourteen days: for their groups, for their lengths, and for those of the whole.
    assert_eq!(reads, (3 * 4_666, 0, 0), "entries of the index, scans and rows of the table");
}

#[tokio::test]
async fn messages_and_leads_are_counted_from_ranges_of_their_indexes() {
    let world = filled().await;
    let days = period(&[("from", "2030-06-01"), ("to", "2030-06-15")]);
    let plan = world.explain(messages::statement(&world.request(), &days)).await;
    assert!(plan.contains("Index Only Scan using messages_counted on messages"), "{plan}");
    assert!(plan.contains("suppressions_newest") && !plan.contains("Seq Scan"), "{plan}");
    let plan = world.explain(leads::statement(&world.request(), &days)).await;
    assert!(plan.contains("leads_newest") && !plan.contains("Seq Scan"), "{plan}");
}
