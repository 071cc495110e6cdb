use crate::login::{self, Credentials, LoginError};
use crate::sessions::{self, Assurance, Claim};
use crate::{Auth, Password, SessionToken};

/// Takes the password anew in a live session, which gets a new token. It counts as a sign-in does, with the same counts.
pub async fn reauthenticate(
    auth: &Auth,
    claim: &Claim,
    password: Password,
) -> Result<Option<SessionToken>, LoginError> {
    let asking = claim.prove(auth).await?;
    let email = asking.live().email.clone().ok_or(LoginError::Refused)?;
    let credentials = Credentials { email, password, device: asking.device.clone() };
    let compared = login::compare(auth, credentials, &asking.client).await?;
    let (mut tx, holder) = claim.begin_counted(auth, &compared.attempt).await?;
    let is_own = compared.account.as_ref().is_some_and(|account| account.user.id == holder.user_id);
    let right = compared.record(&mut tx, auth, &holder.client).await?;
    let renewed =
        if right && is_own { Some(sessions::renew(&mut tx, auth, &holder, Assurance::Same).await?) } else { None };
    tx.commit().await?;
    Ok(renewed.ok_or(LoginError::Refused)?.token)
}
