//! Rows that are kept for thirty days, or for an hour, by the database's clock. What came of them stays in other rows.

use tenancy::{Db, Error, Statement};

const MONTH: &str = "30 days";

/// Rows that are deleted in one statement.
const BATCH: i64 = 5_000;

/// Deletes the attempts of all tenants that ended thirty days ago, and returns how many. What came of them stays in the
/// scheduled calls, the calls, the messages and the recipients.
pub async fn attempts(db: &Db) -> Result<u64, Error> {
    sweep(db, "app.attempts", "ended_at", MONTH).await
}

/// Deletes the carriers' events of all tenants that are thirty days old, and returns how many.
pub async fn carrier_events(db: &Db) -> Result<u64, Error> {
    sweep(db, "app.carrier_events", "received_at", MONTH).await
}

/// Deletes the deliveries to webhooks of all tenants that ended thirty days ago, and returns how many.
pub async fn webhook_deliveries(db: &Db) -> Result<u64, Error> {
    sweep(db, "tenancy.webhook_deliveries", "ended_at", MONTH).await
}

/// Deletes the deliveries to browsers of all tenants that ended an hour ago, or were given up then, and returns
/// how many.
pub async fn push_deliveries(db: &Db) -> Result<u64, Error> {
    sweep(db, "tenancy.push_deliveries", "over_at", "1 hour").await
}

async fn sweep(db: &Db, table: &'static str, since: &'static str, age: &'static str) -> Result<u64, Error> {
    let mut deleted = 0;
    loop {
        let mut tx = db.begin_platform().await?;
        let mut sql = Statement::new("delete from ");
        sql.push(table).push(" where (tenant_id, id) in (select tenant_id, id from ").push(table);
        push_old(sql.push(" where "), since, age);
        sql.push(" order by ").push(since).push(" limit ").bind(BATCH);
        push_old(sql.push(") and "), since, age);
        sql.push(" returning 1");
        let batch = tx.run(sql).await?.len();
        tx.commit().await?;
        deleted += batch as u64;
        if i64::try_from(batch).unwrap_or(BATCH) < BATCH {
            return Ok(deleted);
        }
    }
}

fn push_old(sql: &mut Statement, since: &'static str, age: &'static str) {
    sql.push(since).push(" < statement_timestamp() - interval '").push(age).push("'");
}
