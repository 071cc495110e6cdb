use std::net::IpAddr;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Auth, Claim, StoreError};

/// Something that happened to a user, as they see it in their own history: sign-ins, failed attempts and changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastEvent {
    pub id: Uuid,
    pub at: OffsetDateTime,
    /// In the words of OWASP's logging vocabulary: `authn_login_success`.
    pub kind: String,
    pub succeeded: bool,
    /// Where the request came from; none for what the command line did.
    pub address: Option<IpAddr>,
    pub request_id: Option<Uuid>,
}

/// The security log of the holder's user, newest first, before the named event: at most one more than `limit`.
pub async fn history(
    auth: &Auth,
    claim: &Claim,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<PastEvent>, StoreError> {
    let (mut tx, holder) = claim.begin(auth).await?;
    let rows = sqlx::query!(
        r#"select id, at, kind, outcome = 'success' as "succeeded!", host(address) as address, request_id
           from auth.events where user_id = $1 and id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
           order by id desc limit $3"#,
        holder.user_id.0,
        before,
        limit + 1,
    )
    .fetch_all(&mut tx)
    .await?;
    tx.commit().await?;
    let events = rows.into_iter().map(|row| PastEvent {
        id: row.id,
        at: row.at,
        kind: row.kind,
        succeeded: row.succeeded,
        address: row.address.and_then(|address| address.parse().ok()),
        request_id: row.request_id,
    });
    Ok(events.collect())
}
