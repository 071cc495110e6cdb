use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Auth, StoreError, UserId};

/// A passkey as its user sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyEntry {
    pub id: Uuid,
    pub name: String,
    pub created_at: OffsetDateTime,
    pub last_used_at: Option<OffsetDateTime>,
}

/// The passkeys of a user, the oldest first.
pub async fn list(auth: &Auth, user_id: UserId) -> Result<Vec<PasskeyEntry>, StoreError> {
    let mut db = auth.pool.lease().await?;
    let entries = sqlx::query_as!(
        PasskeyEntry,
        "select id, name, created_at, last_used_at from auth.passkeys where user_id = $1 order by id",
        user_id.0
    )
    .fetch_all(&mut db)
    .await?;
    db.give_back();
    Ok(entries)
}
