use uuid::Uuid;

use super::PasskeyError;
use crate::mfa::{Change, Factor, LastFactor, ProveError, changed};
use crate::{Auth, Claim, SessionToken};

/// Forgets a passkey of the user. All other sessions end, and the user gets an e-mail.
pub async fn remove(
    auth: &Auth,
    claim: &Claim,
    id: Uuid,
    last: LastFactor,
) -> Result<Option<SessionToken>, PasskeyError> {
    let (mut tx, holder) = claim.begin_holding(auth).await?;
    let removed = sqlx::query!("delete from auth.passkeys where id = $1 and user_id = $2", id, holder.user_id.0)
        .execute(&mut tx)
        .await?;
    if removed.rows_affected() == 0 {
        tx.rollback().await?;
        return Err(PasskeyError::Missing);
    }
    let token = match changed(&mut tx, auth, &holder, Change::Removed(Factor::Passkey, last)).await {
        Err(ProveError::LastFactor) => {
            tx.rollback().await?;
            return Err(PasskeyError::LastFactor);
        }
        changed => changed?,
    };
    tx.commit().await?;
    Ok(token)
}
