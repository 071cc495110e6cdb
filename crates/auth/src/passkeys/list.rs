use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Auth, Claim, StoreError};

/// A passkey as its user sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyEntry {
    pub id: Uuid,
    pub name: String,
    pub created_at: OffsetDateTime,
    pub last_used_at: Option<OffsetDateTime>,
}

/// The passkeys of the holder's user, the oldest first.
pub async fn list(auth: &Auth, claim: &Claim) -> Result<Vec<PasskeyEntry>, StoreError> {
    let (mut tx, holder) = claim.begin(auth).await?;
    let entries = sqlx::query_as!(
        PasskeyEntry,
        "select id, name, created_at, last_used_at from auth.passkeys where user_id = $1 order by id",
        holder.user_id.0
    )
    .fetch_all(&mut tx)
    .await?;
    tx.commit().await?;
    Ok(entries)
}
