//! Attempts that ended long ago.

use tenancy::{Db, Error, Statement};

/// Attempts that are deleted in one statement.
const BATCH: i64 = 5_000;

/// Deletes the attempts of all tenants that ended thirty days ago, by the database's clock, and returns how many. What came of
/// them stays in the scheduled calls, the calls, the messages and the recipients.
pub async fn sweep(db: &Db) -> Result<u64, Error> {
    let mut deleted = 0;
    loop {
        let mut tx = db.begin_platform().await?;
        let mut sql = Statement::new(
            "delete from app.attempts where (tenant_id, id) in (select tenant_id, id from app.attempts
             where ended_at < statement_timestamp() - interval '30 days' order by ended_at limit ",
        );
        sql.bind(BATCH).push(") and ended_at < statement_timestamp() - interval '30 days' returning 1");
        let batch = tx.run(sql).await?.len();
        tx.commit().await?;
        deleted += batch as u64;
        if i64::try_from(batch).unwrap_or(BATCH) < BATCH {
            return Ok(deleted);
        }
    }
}
