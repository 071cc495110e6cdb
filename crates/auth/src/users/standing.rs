use serde_json::json;

use crate::events::{self, Event, EventKind};
use crate::{Auth, Claim, CredentialError, StoreError, UserId, impersonations};

/// Why a user was not disabled.
#[derive(Debug, thiserror::Error)]
pub enum DisableError {
    /// A platform admin can only be disabled by another one, so that the installation keeps one who runs it.
    #[error("a platform admin can't disable themselves")]
    OwnAccount,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Disables a user and with that every credential, from the next request on (LOG-6). The claim's holder is a platform
/// admin. False where there is no such user, or they are disabled already.
pub async fn disable(auth: &Auth, claim: &Claim, id: UserId) -> Result<bool, DisableError> {
    demand_platform(claim)?;
    let (mut tx, admin) = claim.begin_holding_beside(auth, id).await?;
    if admin.user_id == id {
        tx.rollback().await?;
        return Err(DisableError::OwnAccount);
    }
    let disabled = sqlx::query!(
        "update auth.users set disabled_at = $2, updated_at = $2 where id = $1 and disabled_at is null",
        id.0,
        auth.clock.now()
    )
    .execute(&mut tx)
    .await?;
    let found = disabled.rows_affected() == 1;
    if found {
        let actor = Some(admin.user_id);
        sqlx::query!("delete from auth.sessions where user_id = $1", id.0).execute(&mut tx).await?;
        impersonations::end_of_user(&mut tx, auth, id, actor, &admin.client).await?;
        let event = Event { kind: EventKind::UserDisabled, actor, user: id, target: None, detail: json!({}) };
        events::record(&mut tx, auth, &admin.client, &event).await?;
    }
    tx.commit().await?;
    Ok(found)
}

/// Lets a disabled user sign in again. The claim's holder is a platform admin. False where there is no such user, or
/// they are enabled already.
pub async fn enable(auth: &Auth, claim: &Claim, id: UserId) -> Result<bool, StoreError> {
    demand_platform(claim)?;
    let (mut tx, admin) = claim.begin_holding_beside(auth, id).await?;
    let enabled = sqlx::query!(
        "update auth.users set disabled_at = null, updated_at = $2 where id = $1 and disabled_at is not null",
        id.0,
        auth.clock.now()
    )
    .execute(&mut tx)
    .await?;
    let found = enabled.rows_affected() == 1;
    if found {
        let actor = Some(admin.user_id);
        let event = Event { kind: EventKind::UserEnabled, actor, user: id, target: None, detail: json!({}) };
        events::record(&mut tx, auth, &admin.client, &event).await?;
    }
    tx.commit().await?;
    Ok(found)
}

/// Refuses a claim that doesn't ask for a platform admin: acts on other users are theirs alone.
pub(crate) fn demand_platform(claim: &Claim) -> Result<(), StoreError> {
    if claim.demands().platform { Ok(()) } else { Err(CredentialError::NotPlatformAdmin.into()) }
}

into_store!(DisableError: sqlx::Error);
