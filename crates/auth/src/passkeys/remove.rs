use uuid::Uuid;

use super::PasskeyError;
use crate::factors::{Change, Factor, LastFactor, ProveError, changed, lock};
use crate::{Auth, Holder, SessionToken, Transaction};

/// Forgets a passkey of the user. All other sessions end, and the user gets a letter.
pub async fn remove(
    auth: &Auth,
    holder: &Holder,
    id: Uuid,
    last: LastFactor,
) -> Result<Option<SessionToken>, PasskeyError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    let owner = lock(&mut tx, holder.user_id).await?;
    let removed = sqlx::query!("delete from auth.passkeys where id = $1 and user_id = $2", id, owner.id.0)
        .execute(&mut tx)
        .await?;
    if removed.rows_affected() == 0 {
        tx.rollback().await?;
        return Err(PasskeyError::Missing);
    }
    let token = match changed(&mut tx, auth, holder, &owner, Change::Removed(Factor::Passkey, last)).await {
        Err(ProveError::LastFactor) => {
            tx.rollback().await?;
            return Err(PasskeyError::LastFactor);
        }
        changed => changed?,
    };
    tx.commit().await?;
    Ok(token)
}
