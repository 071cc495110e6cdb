use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::timeout;

use super::crowd::Crowd;
use super::number;
use super::reader::Reader;
use crate::cluster::Cluster;
use crate::node::Node;

/// How soon a committed lead is told.
const SOON: Duration = Duration::from_mins(1);

#[expect(clippy::disallowed_methods, reason = "a `do` block takes no parameters, and the ids are the test's own")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_a_6_a_stream_hears_nothing_of_another_tenants_writes_and_its_positions_count_none() {
    let writes = number("STREAM_WRITES", 2_000);
    let cluster = Cluster::start(&[]).await;
    let node = Node::start(Some(&cluster), &[]).await;
    let mut superuser = cluster.superuser().await;
    let [ann, ben] = Crowd::make(&mut superuser, 2, 2).await.members.try_into().ok().unwrap();

    // The writer's own stream shows that these writes are told at all.
    let mut own = Reader::open(&node.url, &ann, "", None).await.unwrap();
    own.begin().await.unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let told = tokio::spawn({
        let over = Arc::clone(&over);
        async move {
            let mut told = 0;
            while !over.load(Ordering::Relaxed) {
                if let Ok(event) = timeout(Duration::from_secs(1), own.next()).await {
                    assert_eq!(event.unwrap().expect("the stream goes on").kind, "change");
                    told += 1;
                }
            }
            told
        }
    });
    let mut stream = Reader::open(&node.url, &ben, "", None).await.unwrap();
    stream.begin().await.unwrap();
    let before = stream.position.clone();
    let sql = format!(
        "do $$ begin for n in 1..{writes} loop
           insert into app.leads (tenant_id, id, owner_id, name) values ('{}', gen_random_uuid(), '{}', 'Ada');
           commit;
         end loop; end $$",
        ann.tenant, ann.user
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut superuser).await.unwrap();
    let sql =
        "insert into app.leads (tenant_id, id, owner_id, name) values ($1, gen_random_uuid(), $2, 'Ben') returning id";
    let lead: uuid::Uuid =
        sqlx::query_scalar(sql).bind(ben.tenant).bind(ben.user).fetch_one(&mut superuser).await.unwrap();

    // Events come in the order of commits, so the first would be of the other tenant's.
    let first = timeout(SOON, stream.next()).await.expect("the lead is told").unwrap().expect("the stream goes on");
    assert_eq!((first.kind.as_str(), first.row()), ("change", Some((lead, 1))));
    assert_eq!(stream.position.len(), before.len(), "a length tells of numbers");
    over.store(true, Ordering::Relaxed);
    let told = told.await.unwrap();
    assert!(told > 0, "the writer's own stream hears of the writes");
    println!(
        "{writes} writes of another tenant: no event in a stream that stays open; {told} events in the writer's own"
    );
}
