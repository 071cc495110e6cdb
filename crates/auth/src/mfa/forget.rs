use base::Transaction;

use crate::UserId;

/// Removes every factor of a user whose address has just been proved for the first time. The person who proved the
/// address may not be the one who registered it (REG-2): a passkey or an authenticator of the one would open, or lock,
/// the account of the other.
pub(crate) async fn forget_all(tx: &mut Transaction, user_id: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with totp as (delete from auth.totp where user_id = $1),
           codes as (delete from auth.recovery_codes where user_id = $1),
           passkeys as (delete from auth.passkeys where user_id = $1)
         update auth.users set factors = '{}' where id = $1 and factors <> '{}'",
        user_id.0
    )
    .execute(tx)
    .await?;
    Ok(())
}
