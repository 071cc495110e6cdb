//! Verbs that are code: in a unit of work, on a locked row, once.

use domain::action;
use domain::kit::{self, Action, Change, Error, Field, LockedRow, Resource};
use serde_json::json;
use tenancy::testing::TestDb;
use tenancy::{Role, Statement, TenantTx};
use uuid::Uuid;

use crate::{Caller, json, make_table, refused_field};

static COUNTERS: Resource = Resource::new("counter", "counters", "app.counters")
    .shared()
    .actions(&[
        Action::new("double", action!(double)),
        Action::new("drop", action!(drop_row)).role(Role::Admin),
        Action::new("overflow", action!(overflow)),
    ])
    .fields(&[Field::integer("count", 0, 1_000).required(), Field::text("pin", 1, 9).write_only()]);

const COLUMNS: &str = "count bigint not null constraint counters_count check (count <= 1000), pin text";

async fn set(tx: &mut TenantTx, row: &LockedRow, count: i64) -> Result<(), Error> {
    let mut sql = Statement::new("update app.counters set count = ");
    sql.bind(count).push(" where tenant_id = ").bind(tx.membership().tenant_id());
    sql.push(" and id = ").bind(row.id);
    tx.run(sql).await?;
    Ok(())
}

async fn double(tx: &mut TenantTx, row: &LockedRow) -> Result<(), Error> {
    if row.get::<Option<&str>>("pin")? == Some("locked") {
        return Err(Error::InvalidState("The counter has a pin.".into()));
    }
    let count: i64 = row.get("count")?;
    // Another act on the row would come between here, were the row not locked.
    tokio::task::yield_now().await;
    set(tx, row, count * 2).await
}

async fn drop_row(tx: &mut TenantTx, row: &LockedRow) -> Result<(), Error> {
    let mut sql = Statement::new("update app.counters set deleted_at = now() where tenant_id = ");
    sql.bind(tx.membership().tenant_id()).push(" and id = ").bind(row.id);
    tx.run(sql).await?;
    Ok(())
}

async fn overflow(tx: &mut TenantTx, row: &LockedRow) -> Result<(), Error> {
    set(tx, row, 5_000).await
}

#[tokio::test]
async fn an_action_runs_on_a_locked_row_and_answers_it_as_it_is_then() {
    let test = TestDb::new().await;
    make_table(&test, "app.counters", COLUMNS).await;
    let (caller, stranger) = (Caller::owner(&test, "acme").await, Caller::owner(&test, "other").await);
    let made = caller.create(&COUNTERS, json!({"count": 1})).await.unwrap();
    let doubled = caller.act(&COUNTERS, made.id, "double").await.unwrap();
    assert_eq!((&json(&doubled)["count"], doubled.version), (&json!(2), 2));
    let all = [(); 8].map(|()| caller.act(&COUNTERS, made.id, "double"));
    for doubled in futures_util::future::join_all(all).await {
        doubled.unwrap();
    }
    let found = kit::find(&caller.db, &caller.read, &COUNTERS, made.id).await.unwrap();
    assert_eq!(json(&found)["count"], 512);
    assert!(matches!(stranger.act(&COUNTERS, made.id, "double").await, Err(Error::NotFound)));
    let stale = Change { id: made.id, expected: Some(vec![1]) };
    let stale = kit::act(&caller.db, &caller.write, &COUNTERS, "double", &stale).await;
    assert!(matches!(stale, Err(Error::VersionMismatch)), "{stale:?}");
}

#[tokio::test]
async fn an_action_that_fails_leaves_nothing_behind() {
    let test = TestDb::new().await;
    make_table(&test, "app.counters", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    let made = caller.create(&COUNTERS, json!({"count": 1, "pin": "locked"})).await.unwrap().id;
    let refused = caller.act(&COUNTERS, made, "double").await;
    assert!(matches!(&refused, Err(Error::InvalidState(why)) if why == "The counter has a pin."), "{refused:?}");
    let refused = caller.act(&COUNTERS, made, "overflow").await.unwrap_err();
    assert_eq!(refused_field(&refused), ("count", "check"));
    // The row has to be there to be answered.
    assert!(matches!(caller.act(&COUNTERS, made, "drop").await, Err(Error::NotFound)));
    let found = kit::find(&caller.db, &caller.read, &COUNTERS, made).await.unwrap();
    assert_eq!((&json(&found)["count"], found.version), (&json!(1), 1));
    assert!(matches!(caller.act(&COUNTERS, Uuid::now_v7(), "double").await, Err(Error::NotFound)));
}
