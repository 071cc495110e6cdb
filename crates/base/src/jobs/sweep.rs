use std::time::Duration;

use time::OffsetDateTime;

use crate::{DbError, Pool};

/// How long a job is kept after its end, however it ended.
pub const KEPT: Duration = Duration::from_hours(30 * 24);

const BATCH: i64 = 1000;

/// Deletes the jobs that ended longer ago than [`KEPT`]; returns how many. `pool` is one of `bulkhead_platform`.
pub async fn sweep(pool: &Pool, now: OffsetDateTime) -> Result<u64, DbError> {
    let mut swept = 0;
    loop {
        let mut db = pool.lease().await?;
        let batch = sqlx::query_scalar!(r#"select jobs.sweep($1, $2) as "swept!""#, now - KEPT, BATCH);
        let batch = batch.fetch_one(&mut db).await?;
        db.give_back();
        swept += batch.unsigned_abs();
        if batch < BATCH {
            return Ok(swept);
        }
    }
}
