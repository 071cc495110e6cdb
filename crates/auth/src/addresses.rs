//! Addresses of users: proving that they read them, and changing them (REG-2, RST-6).

use base::DbError;

use crate::email_tokens::{self, Mailing, Owner, Purpose};
use crate::{Auth, Claim, EmailAddress, StoreError};

mod confirm;

pub use confirm::{ConfirmError, Confirmed, confirm};

/// Why no other e-mail was sent.
#[derive(Debug, thiserror::Error)]
pub enum ResendError {
    /// The user has no address, or has confirmed it.
    #[error("there is no address that waits to be confirmed")]
    NothingToVerify,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sends another message to a user whose address isn't confirmed yet.
///
/// The session isn't held: registrations of the same address lock the count of its e-mails before the user's row.
pub async fn resend(auth: &Auth, claim: &Claim) -> Result<Mailing, ResendError> {
    let (mut tx, holder) = claim.begin(auth).await?;
    let Some(address) = holder.live().email.as_ref().filter(|_| !holder.live().email_verified) else {
        tx.rollback().await?;
        return Err(ResendError::NothingToVerify);
    };
    let to = (Purpose::VerifyEmail, Owner::User { id: holder.user_id, actor: true });
    let mailing = email_tokens::issue(&mut tx, auth, to, address, None, &holder.client).await?;
    tx.commit().await?;
    Ok(mailing)
}

/// Asks the owner of an address to confirm that the holder's user shall have it. Until then nothing changes.
pub async fn ask_for_change(auth: &Auth, claim: &Claim, address: &EmailAddress) -> Result<Mailing, StoreError> {
    let (mut tx, holder) = claim.begin_holding(auth).await?;
    let to = (Purpose::ChangeEmail, Owner::User { id: holder.user_id, actor: true });
    let mailing = email_tokens::issue(&mut tx, auth, to, address, None, &holder.client).await?;
    tx.commit().await?;
    Ok(mailing)
}

into_store!(ResendError: sqlx::Error, DbError);
