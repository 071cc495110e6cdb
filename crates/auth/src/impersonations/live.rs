use uuid::Uuid;

use crate::{Auth, StoreError};

/// Which of these impersonations still open something, as far as their people go.
pub async fn live(auth: &Auth, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let now = auth.clock.now();
    let mut db = auth.pool.lease().await?;
    let live = sqlx::query_scalar!(
        "select id from auth.impersonations c where id = any($1) and auth.is_impersonating(c, $2, $3)",
        ids,
        now,
        auth.session_limits.idle_since(now),
    )
    .fetch_all(&mut db)
    .await?;
    db.give_back();
    Ok(live)
}
