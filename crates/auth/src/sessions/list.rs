use std::net::IpAddr;

use time::OffsetDateTime;

use super::Claim;
use crate::{Auth, SessionId, StoreError};

/// A session as its user sees it in the list of their devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionEntry {
    pub id: SessionId,
    pub device_name: Option<String>,
    pub user_agent: Option<String>,
    pub address: Option<IpAddr>,
    pub created_at: OffsetDateTime,
    pub last_seen_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

/// The live sessions of the holder's user, those seen last first; at most 100.
pub async fn list(auth: &Auth, claim: &Claim) -> Result<Vec<SessionEntry>, StoreError> {
    let now = auth.clock.now();
    let (mut tx, holder) = claim.begin(auth).await?;
    let rows = sqlx::query!(
        r#"select id as "id: SessionId", device_name, user_agent, host(address) as address, created_at, last_seen_at,
             expires_at
           from auth.sessions where user_id = $1 and expires_at > $2
             and last_seen_at > $3 and (not second_factor or $2 - last_seen_at < interval '1 hour')
           order by last_seen_at desc, id limit 100"#,
        holder.user_id.0,
        now,
        auth.session_limits.idle_since(now),
    )
    .fetch_all(&mut tx)
    .await?;
    tx.commit().await?;
    let entries = rows.into_iter().map(|row| SessionEntry {
        id: row.id,
        device_name: row.device_name,
        user_agent: row.user_agent,
        address: row.address.and_then(|address| address.parse().ok()),
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
    });
    Ok(entries.collect())
}
