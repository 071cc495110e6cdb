//! When keys were last used. Whose they are and what they open is known elsewhere.

use std::collections::HashMap;

use base::Pool;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::StoreError;

/// Longer than any key lives.
const KEPT: Duration = Duration::days(400);

/// Whether it is time to [`note`] a use: at most once a minute.
pub fn is_due(last_used_at: Option<OffsetDateTime>, now: OffsetDateTime) -> bool {
    last_used_at.is_none_or(|at| now - at >= Duration::MINUTE)
}

/// Writes down that a key was used. Call it off the request's path, and only where [`is_due`] says so.
pub async fn note(pool: &Pool, key_id: Uuid, now: OffsetDateTime) -> Result<(), StoreError> {
    let mut db = pool.lease().await?;
    sqlx::query!(
        "insert into auth.api_key_uses as u (key_id, last_used_at) values ($1, $2)
         on conflict (key_id) do update set last_used_at = excluded.last_used_at
         where u.last_used_at <= $3",
        key_id,
        now,
        now - Duration::MINUTE,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(())
}

/// When these keys were last used; one that never was has no entry.
pub async fn last(pool: &Pool, key_ids: &[Uuid]) -> Result<HashMap<Uuid, OffsetDateTime>, StoreError> {
    let mut db = pool.lease().await?;
    let rows = sqlx::query!("select key_id, last_used_at from auth.api_key_uses where key_id = any($1)", key_ids)
        .fetch_all(&mut db)
        .await?;
    db.give_back();
    Ok(rows.into_iter().map(|row| (row.key_id, row.last_used_at)).collect())
}

/// Forgets the uses of keys that have long expired.
pub async fn sweep(pool: &Pool, now: OffsetDateTime) -> Result<u64, StoreError> {
    let mut db = pool.lease().await?;
    let swept =
        sqlx::query!("delete from auth.api_key_uses where last_used_at < $1", now - KEPT).execute(&mut db).await?;
    db.give_back();
    Ok(swept.rows_affected())
}
