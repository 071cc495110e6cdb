use base::Transaction;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};
use uuid::Uuid;
use webauthn_rs::prelude::{AuthenticationResult, DiscoverableAuthentication, Passkey, PublicKeyCredential};

use super::flow::Flow;
use super::{Challenge, PasskeyError};
use crate::events::{self, Event, EventKind};
use crate::mfa::{Factor, Owner, complete, lock};
use crate::sessions::{Claim, Holder};
use crate::{Auth, Client, DeviceToken, SessionToken, SignedIn, UserId, attempts, users};

const FLOW: &str = "passkey login";

/// What a passkey has proved.
#[derive(Debug)]
pub enum Completed {
    /// It renewed the session that the request came with, and completed its sign-in where that was owed.
    Session(Option<SessionToken>),
    /// It signs its user in, by two factors.
    SignedIn(Box<SignedIn>),
}

/// The client that answers a challenge.
#[derive(Clone, Copy, Debug)]
pub enum Asker<'a> {
    /// The holder of a session, be its second factor owed or not.
    Claim(&'a Claim),
    /// Any client, with the token of a known device if the request brought one.
    Stranger(&'a Client, Option<&'a DeviceToken>),
}

/// A stored passkey.
struct Stored {
    id: Uuid,
    user_id: UserId,
    user_handle: Uuid,
    passkey: Passkey,
}

/// Asks for a passkey: of the holder of a session, or any that the device has for this server.
pub async fn start_login(auth: &Auth, asker: Asker<'_>) -> Result<Challenge, PasskeyError> {
    let (request, state) = auth.relying_party.get()?.start_discoverable_authentication()?;
    let mut public_key = serde_json::to_value(request.public_key).map_err(|_| PasskeyError::Malformed)?;
    let mut session = None;
    if let Asker::Claim(claim) = asker {
        let (mut tx, holder) = claim.begin(auth).await?;
        let ids = sqlx::query_scalar!("select credential_id from auth.passkeys where user_id = $1", holder.user_id.0)
            .fetch_all(&mut tx)
            .await?;
        tx.commit().await?;
        public_key["allowCredentials"] =
            ids.iter().map(|id| json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(id) })).collect();
        session = Some(holder.session_id);
    }
    let flow = Flow::encrypt(auth, FLOW, session, state)?;
    Ok(Challenge { flow, public_key })
}

/// Takes the response to a challenge.
pub async fn finish_login(
    auth: &Auth,
    asker: Asker<'_>,
    flow: &str,
    credential: Json,
) -> Result<Completed, PasskeyError> {
    let credential: PublicKeyCredential = serde_json::from_value(credential).map_err(|_| PasskeyError::Malformed)?;
    let holder = match asker {
        Asker::Claim(claim) => Some(claim.prove(auth).await?),
        Asker::Stranger(..) => None,
    };
    let session = holder.as_ref().map(|holder| holder.session_id);
    let flow = Flow::<DiscoverableAuthentication>::decrypt(auth, FLOW, session, flow)?;
    let stored = find(auth, holder.as_ref(), &credential).await?.ok_or(PasskeyError::Refused)?;
    let verified = auth.relying_party.get()?.finish_discoverable_authentication_v2(
        &credential,
        flow.state.clone(),
        &stored.passkey,
    );
    let result = match verified {
        Ok(result) => result,
        Err(error) => {
            fail(auth, asker, stored.user_id).await?;
            return Err(error.into());
        }
    };
    match asker {
        Asker::Claim(claim) => {
            let (mut tx, holder) = claim.begin_holding(auth).await?;
            flow.spend(&mut tx).await?;
            count(&mut tx, auth, stored, &result).await?;
            let token = complete(&mut tx, auth, &holder, None, Factor::Passkey.as_str()).await?;
            tx.commit().await?;
            Ok(Completed::Session(token))
        }
        Asker::Stranger(client, device) => {
            let mut tx = Transaction::begin(&auth.pool).await?;
            let owner = lock(&mut tx, stored.user_id).await?.ok_or(PasskeyError::Refused)?;
            flow.spend(&mut tx).await?;
            count(&mut tx, auth, stored, &result).await?;
            let signed_in = sign_in(tx, auth, &owner, client, device).await?;
            Ok(Completed::SignedIn(Box::new(signed_in)))
        }
    }
}

/// Signs in the user whose passkey has answered, by two factors.
async fn sign_in(
    mut tx: Transaction,
    auth: &Auth,
    owner: &Owner,
    client: &Client,
    device: Option<&DeviceToken>,
) -> Result<SignedIn, PasskeyError> {
    let fingerprint = device.map(DeviceToken::fingerprint);
    attempts::complete(&mut tx, None, &owner.counters(), fingerprint.as_ref()).await?;
    let password_changed_at =
        sqlx::query_scalar!("select password_changed_at from auth.users where id = $1", owner.id.0)
            .fetch_one(&mut tx)
            .await?;
    for kind in [EventKind::FactorSuccess, EventKind::LoginSuccess] {
        let detail = json!({ "factor": Factor::Passkey.as_str() });
        let event = Event { kind, actor: Some(owner.id), user: owner.id, target: None, detail };
        events::record(&mut tx, auth, client, &event).await?;
    }
    tx.commit().await?;
    let user = users::find(auth, owner.id).await?.ok_or(PasskeyError::Refused)?;
    let known = device.is_some_and(|token| auth.device_key.knows(token, user.id, password_changed_at));
    let device = (!known).then(|| auth.device_key.issue(&auth.random, user.id, password_changed_at));
    Ok(SignedIn { user, password_changed_at, device })
}

/// The passkey that answers: that of the session's user or, without one, of the user that the authenticator names.
async fn find(
    auth: &Auth,
    holder: Option<&Holder>,
    credential: &PublicKeyCredential,
) -> Result<Option<Stored>, PasskeyError> {
    let handle =
        credential.get_user_unique_id().map(Uuid::from_slice).transpose().map_err(|_| PasskeyError::Refused)?;
    let mut db = auth.pool.lease().await?;
    let row = sqlx::query!(
        r#"select id, user_id as "user_id: UserId", user_handle, credential from auth.passkeys where credential_id = $1"#,
        credential.get_credential_id()
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    let Some(row) = row else { return Ok(None) };
    let passkey = serde_json::from_value(row.credential)
        .map_err(|error| PasskeyError::Store(sqlx::Error::Decode(error.into()).into()))?;
    let stored = Stored { id: row.id, user_id: row.user_id, user_handle: row.user_handle, passkey };
    // Without a session, the authenticator has to name the user; with one it may, and then it has to be the session's.
    let right = match (holder, handle) {
        (Some(holder), None) => stored.user_id == holder.user_id,
        (Some(holder), Some(handle)) => stored.user_id == holder.user_id && stored.user_handle == handle,
        (None, handle) => handle == Some(stored.user_handle),
    };
    Ok(right.then_some(stored))
}

/// Keeps the count of signatures, which has to grow unless the authenticator doesn't count: a clone of it would count
/// from where it was made. Compared in the statement that sets it, as another response may be under way.
async fn count(
    tx: &mut Transaction,
    auth: &Auth,
    mut stored: Stored,
    result: &AuthenticationResult,
) -> Result<(), PasskeyError> {
    stored.passkey.update_credential(result);
    let used = sqlx::query!(
        "update auth.passkeys set credential = $2, counter = $3, last_used_at = $4
         where id = $1 and (counter < $3 or counter = 0 and $3 = 0)",
        stored.id,
        serde_json::to_value(&stored.passkey).map_err(|_| PasskeyError::Malformed)?,
        i64::from(result.counter()),
        auth.clock.now(),
    )
    .execute(tx)
    .await?;
    if used.rows_affected() == 1 { Ok(()) } else { Err(PasskeyError::Refused) }
}

/// Logs a response of a passkey that was wrong. A signature can't be guessed, so these are not counted.
async fn fail(auth: &Auth, asker: Asker<'_>, user_id: UserId) -> Result<(), PasskeyError> {
    let (mut tx, client) = match asker {
        Asker::Claim(claim) => (claim.begin_holding(auth).await?.0, claim.client()),
        Asker::Stranger(client, _) => (Transaction::begin(&auth.pool).await?, client),
    };
    let detail = json!({ "reason": Factor::Passkey });
    let event = Event { kind: EventKind::FactorFail, actor: None, user: user_id, target: None, detail };
    events::record_failure(&mut tx, auth, client, &event).await?;
    Ok(tx.commit().await?)
}
