use crate::login::{Credentials, LoginError, login};
use crate::sessions::{self, Assurance, Holder};
use crate::{Auth, Password, SessionToken, Transaction, users};

/// Takes the password anew in a live session, which gets a new token. It counts as a sign-in does, in the same ledger.
pub async fn reauthenticate(
    auth: &Auth,
    holder: &Holder,
    password: Password,
) -> Result<Option<SessionToken>, LoginError> {
    let user = users::find(auth, holder.user_id).await?;
    let email = user.and_then(|user| user.email).ok_or(LoginError::Refused)?;
    let credentials = Credentials { email, password, device: holder.device.clone() };
    if login(auth, credentials, &holder.client).await?.user.id != holder.user_id {
        return Err(LoginError::Refused);
    }
    let mut tx = Transaction::begin(&auth.pool).await?;
    let renewed = sessions::renew(&mut tx, auth, holder, Assurance::Same).await?.ok_or(LoginError::Refused)?;
    tx.commit().await?;
    Ok(renewed.token)
}
