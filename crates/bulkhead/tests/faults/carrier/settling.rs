//! How everything comes to its end after the last kill.

use std::time::{Duration, Instant};

use sqlx::PgConnection;

use crate::cluster::Cluster;
use crate::node::Node;

/// Waits until no request is to be made or under way any more.
pub async fn until_nothing_is_open(superuser: &mut PgConnection) {
    let begun = Instant::now();
    loop {
        let open = "select (select count(*) from app.attempts where state in ('planned', 'dispatching'))
            + (select count(*) from app.campaign_recipients where status in ('pending', 'sending'))";
        let open: i64 = sqlx::query_scalar(open).fetch_one(&mut *superuser).await.unwrap();
        if open == 0 {
            return;
        }
        assert!(begun.elapsed() < Duration::from_mins(4), "{open} requests are still open");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Waits until the carrier has nothing more to do, and nothing more to tell.
pub async fn until_the_carrier_is_quiet(books: &Cluster) {
    let mut books = books.superuser().await;
    let begun = Instant::now();
    loop {
        let events = sqlx::query_scalar("select count(*) from simulator.events").fetch_one(&mut books);
        let events: i64 = events.await.unwrap();
        if events == 0 {
            return;
        }
        assert!(begun.elapsed() < Duration::from_mins(4), "the carrier still has {events} events to go through");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Has a node ask the carrier how calls have ended of which no callback told: the carrier lost it, or it met no living
/// node. They are made as old as calls have to be for that. Returns their number.
pub async fn ask_for_untold_ends(superuser: &mut PgConnection, node: &mut Node, calls: u32) -> i64 {
    let all = count_untold(superuser).await;
    // How many depends on how long nodes and the database take to come back.
    assert!(all * 10 < i64::from(calls) * 9, "the end of {all} calls was never told, which proves little of callbacks");
    let age = "set session_replication_role = replica;
        update app.calls set created_at = created_at - interval '5 hours' where ended_at is null;
        set session_replication_role = origin";
    sqlx::raw_sql(age).execute(&mut *superuser).await.unwrap();
    let begun = Instant::now();
    let mut left = all;
    while left > 0 {
        assert!(begun.elapsed() < Duration::from_mins(4), "nodes don't find out how {left} calls have ended");
        node.kill();
        // The task's next run is due, whichever node had the last one, and a node that starts looks at once.
        let due = "update jobs.periodic_runs set started_at = started_at - interval '1 hour',
              lease_until = lease_until - interval '1 hour' where task = 'overdue_calls'";
        sqlx::query(due).execute(&mut *superuser).await.unwrap();
        node.start_again();
        node.until_ready(Duration::from_secs(30)).await;
        let mut unchanged = 0;
        while left > 0 && unchanged < 10 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let now = count_untold(superuser).await;
            unchanged = if now < left { 0 } else { unchanged + 1 };
            left = now;
        }
    }
    all
}

async fn count_untold(superuser: &mut PgConnection) -> i64 {
    let untold = sqlx::query_scalar("select count(*) from app.calls where ended_at is null");
    untold.fetch_one(superuser).await.unwrap()
}
