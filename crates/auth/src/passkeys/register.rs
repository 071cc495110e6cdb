use serde_json::Value as Json;
use time::OffsetDateTime;
use uuid::Uuid;
use webauthn_rs::prelude::{CredentialID, PasskeyRegistration, RegisterPublicKeyCredential};

use super::flow::Flow;
use super::{Challenge, PasskeyError};
use crate::mfa::{Change, Factor, RecoveryCodes, changed, make_where_missing};
use crate::{Auth, Claim, DisplayName, EmailAddress, SessionToken};

const FLOW: &str = "passkey registration";

/// How many passkeys a user may have.
const MOST: i64 = 20;

/// What the browser answered, with a name for the device.
#[derive(Debug)]
pub struct NewPasskey<'a> {
    pub flow: &'a str,
    /// `RegistrationResponseJSON`.
    pub credential: Json,
    pub name: DisplayName,
}

/// A passkey that was just made.
#[derive(Debug)]
pub struct Registered {
    pub id: Uuid,
    pub created_at: OffsetDateTime,
    /// In place of the session's former one.
    pub token: Option<SessionToken>,
    /// With the first second factor.
    pub recovery_codes: Option<RecoveryCodes>,
}

/// Asks for a new passkey: one that verifies its user, and best one that can be found without a user name.
pub async fn start_registration(auth: &Auth, claim: &Claim) -> Result<Challenge, PasskeyError> {
    let relying_party = auth.relying_party.get()?;
    let (mut tx, holder) = claim.begin(auth).await?;
    let known =
        sqlx::query!("select user_handle, credential_id from auth.passkeys where user_id = $1", holder.user_id.0)
            .fetch_all(&mut tx)
            .await?;
    tx.commit().await?;
    let user = holder.live();
    let name = user.email.as_ref().map(EmailAddress::as_str).or(user.phone.as_deref()).unwrap_or(user.name.as_str());
    let handle = known
        .first()
        .map_or_else(|| uuid::Builder::from_random_bytes(auth.random.bytes()).into_uuid(), |row| row.user_handle);
    let exclude: Vec<CredentialID> = known.into_iter().map(|row| row.credential_id).collect();
    let (asked, state) = relying_party.start_passkey_registration(handle, name, name, Some(exclude))?;
    let mut public_key = serde_json::to_value(asked.public_key).map_err(|_| PasskeyError::Malformed)?;
    public_key["authenticatorSelection"]["residentKey"] = "preferred".into();
    let flow = Flow::encrypt(auth, FLOW, Some(holder.session_id), (handle, state))?;
    Ok(Challenge { flow, public_key })
}

/// Takes the passkey that was asked for. All other sessions end, and the user gets an e-mail.
pub async fn finish_registration(auth: &Auth, claim: &Claim, new: NewPasskey<'_>) -> Result<Registered, PasskeyError> {
    let asking = claim.prove(auth).await?;
    let credential: RegisterPublicKeyCredential =
        serde_json::from_value(new.credential).map_err(|_| PasskeyError::Malformed)?;
    let flow = Flow::<(Uuid, PasskeyRegistration)>::decrypt(auth, FLOW, Some(asking.session_id), new.flow)?;
    let (handle, state) = &flow.state;
    let passkey = auth.relying_party.get()?.finish_passkey_registration(&credential, state)?;
    let now = auth.clock.now();
    let id = auth.random.uuid_v7(now);

    let (mut tx, holder) = claim.begin_holding(auth).await?;
    flow.spend(&mut tx).await?;
    let stored = sqlx::query!(
        "insert into auth.passkeys (id, user_id, user_handle, credential_id, name, credential, created_at)
         select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from auth.passkeys where user_id = $2) < $8",
        id,
        holder.user_id.0,
        handle,
        passkey.cred_id().as_slice(),
        new.name.as_str(),
        serde_json::to_value(&passkey).map_err(|_| PasskeyError::Malformed)?,
        now,
        MOST,
    )
    .execute(&mut tx)
    .await?;
    if stored.rows_affected() == 0 {
        return Err(PasskeyError::TooMany);
    }
    let recovery_codes = make_where_missing(&mut tx, auth, holder.user_id).await?;
    let token = changed(&mut tx, auth, &holder, Change::Added(Factor::Passkey)).await?;
    tx.commit().await?;
    Ok(Registered { id, created_at: now, token, recovery_codes })
}
