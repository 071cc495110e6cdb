use base::{DbError, PoolError, Transaction, retry_conflicts};
use hmac::Mac;
use serde_json::json;
use time::OffsetDateTime;

use super::count::{self, Admitted};
use super::{Claim, CodeSlot, GUESSES, PAUSE};
use crate::account::Account;
use crate::events::{self, Event, EventKind};
use crate::sessions::end_others;
use crate::{Auth, Client, Contact, DisplayName, PhoneNumber, SignedIn, StoreError, User, UserId, email_tokens, mfa};

/// A user who has proved a contact.
#[derive(Clone, Debug)]
pub struct CodeProof {
    pub signed_in: SignedIn,
    /// Whether they are new: the contact had no user before.
    pub registered: bool,
}

/// Why a code did not sign the user in.
#[derive(Debug, thiserror::Error)]
pub enum VerifyCodeError {
    /// The code is wrong, expired, used, or was guessed at too often; no code was sent; or the user is disabled. The
    /// client isn't told which.
    #[error("the code is wrong")]
    Wrong {
        /// Wrong codes that this device has left; at none, when its pause ends.
        attempts_remaining: u32,
        blocked_until: Option<OffsetDateTime>,
    },
    /// Too many wrong codes; this one was not even compared.
    #[error("too many codes were wrong")]
    Blocked { until: OffsetDateTime },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Signs a user in by a code that was sent to a contact, and registers one where the contact has none.
///
/// A code proves its address. Where an account had the address unproved, another person may have made it: its password,
/// factors, sessions and known devices end (REG-2).
pub async fn verify(auth: &Auth, claim: &Claim, code: &str, client: &Client) -> Result<CodeProof, VerifyCodeError> {
    let now = auth.clock.now();
    let (slot, account) = CodeSlot::of(auth, claim).await?;
    let admitted = retry_conflicts(async || record_admission(auth, &slot, now).await).await?;
    let expected = admitted.code_mac.as_deref().unwrap_or(&[0; 32]);
    let matches = slot.mac(auth, code).verify_slice(expected).is_ok();
    let account_id = account.as_ref().map(|account| account.user.id);
    if matches && !account.as_ref().is_some_and(Account::is_disabled) {
        let sign_in = async || redeem(auth, (claim, &slot, expected), account.as_ref(), client, now).await;
        if let Some(proof) = retry_conflicts(sign_in).await? {
            return Ok(proof);
        }
    }
    let attempts_remaining = GUESSES.saturating_sub(admitted.failures);
    refused(auth, account_id, attempts_remaining, client).await?;
    let blocked_until = (attempts_remaining == 0).then_some(now + PAUSE);
    Err(VerifyCodeError::Wrong { attempts_remaining, blocked_until })
}

/// Counts the guess. Where it isn't to be compared, says until when.
async fn record_admission(auth: &Auth, slot: &CodeSlot, now: OffsetDateTime) -> Result<Admitted, VerifyCodeError> {
    let mut db = auth.pool.lease().await?;
    let admitted = count::record(&mut db, slot, now).await?;
    let blocked = match admitted {
        Some(_) => None,
        None => Some(count::blocked_until(&mut db, slot, now).await?),
    };
    db.give_back();
    admitted.ok_or(VerifyCodeError::Blocked { until: blocked.unwrap_or(now) })
}

/// Consumes the code and signs in, in one transaction. `None` if another request was faster; then nothing has changed.
async fn redeem(
    auth: &Auth,
    (claim, slot, code_mac): (&Claim, &CodeSlot, &[u8]),
    account: Option<&Account>,
    client: &Client,
    now: OffsetDateTime,
) -> Result<Option<CodeProof>, StoreError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    if count::redeem(&mut tx, slot, code_mac, now).await?
        && let Some(proof) = complete(&mut tx, auth, claim, account, client, now).await?
    {
        tx.commit().await?;
        return Ok(Some(proof));
    }
    tx.rollback().await?;
    Ok(None)
}

/// Finds or makes the user, and logs the sign-in. `None` where another request was faster: the caller rolls back.
async fn complete(
    tx: &mut Transaction,
    auth: &Auth,
    claim: &Claim,
    account: Option<&Account>,
    client: &Client,
    now: OffsetDateTime,
) -> Result<Option<CodeProof>, StoreError> {
    let registered = account.is_none();
    let settled = match account {
        Some(account) => prove(tx, auth, &claim.contact, account, client).await?,
        None => register(tx, auth, &claim.contact, client, now).await?,
    };
    let Some((user, password_changed_at)) = settled else { return Ok(None) };
    let detail = json!({ "by": "code" });
    let event = Event { kind: EventKind::LoginSuccess, actor: Some(user.id), user: user.id, target: None, detail };
    events::record(tx, auth, client, &event).await?;
    let known = claim.device.as_ref().is_some_and(|token| auth.device_key.knows(token, user.id, password_changed_at));
    let device = (!known).then(|| auth.device_key.issue(&auth.random, user.id, password_changed_at));
    Ok(Some(CodeProof { signed_in: SignedIn { user, password_changed_at, device }, registered }))
}

/// Marks the address as proved, where it wasn't yet, and ends what was made before that.
async fn prove(
    tx: &mut Transaction,
    auth: &Auth,
    contact: &Contact,
    account: &Account,
    client: &Client,
) -> Result<Option<(User, OffsetDateTime)>, StoreError> {
    let now = auth.clock.now();
    let (mut user, password_changed_at) = (account.user.clone(), account.password_changed_at);
    if contact.email().is_none() || user.email_verified {
        let live = sqlx::query!(
            "select 1 as live from auth.users where id = $1 and password_changed_at = $2 and disabled_at is null for share",
            user.id.0,
            password_changed_at,
        );
        return Ok(live.fetch_optional(tx).await?.map(|_| (user, password_changed_at)));
    }
    let proved = sqlx::query!(
        "update auth.users set email_verified_at = $2, password_hash = null, password_changed_at = $2, updated_at = $2
         where id = $1 and password_changed_at = $3 and email_verified_at is null and disabled_at is null",
        user.id.0,
        now,
        password_changed_at,
    )
    .execute(&mut *tx)
    .await?;
    mfa::forget_all(tx, user.id).await?;
    end_others(tx, auth, user.id, None, client).await?;
    email_tokens::revoke_all(tx, user.id).await?;
    user.email_verified = true;
    Ok((proved.rows_affected() == 1).then_some((user, now)))
}

/// Makes a user who has no password.
async fn register(
    tx: &mut Transaction,
    auth: &Auth,
    contact: &Contact,
    client: &Client,
    now: OffsetDateTime,
) -> Result<Option<(User, OffsetDateTime)>, StoreError> {
    let name = match contact {
        Contact::Email(email) => DisplayName::from_email(email),
        Contact::Phone(phone) => DisplayName::from_phone(phone),
    };
    let user = User {
        id: UserId(auth.random.uuid_v7(now)),
        email: contact.email().cloned(),
        email_verified: contact.email().is_some(),
        phone: contact.phone().map(|phone| phone.as_str().to_owned()),
        name,
        created_at: now,
    };
    let made = sqlx::query!(
        "insert into auth.users
           (id, email, email_verified_at, phone, name, password_changed_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6, $6) on conflict do nothing",
        user.id.0,
        contact.email().map(crate::EmailAddress::as_str),
        user.email_verified.then_some(now),
        contact.phone().map(PhoneNumber::as_str),
        user.name.as_str(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    if made.rows_affected() == 0 {
        return Ok(None);
    }
    let detail = json!({ "by": "code" });
    let event = Event { kind: EventKind::UserCreated, actor: Some(user.id), user: user.id, target: None, detail };
    events::record(tx, auth, client, &event).await?;
    Ok(Some((user, now)))
}

/// Logs a wrong code, and the pause where it was the last one allowed.
async fn refused(
    auth: &Auth,
    user_id: Option<UserId>,
    attempts_remaining: u32,
    client: &Client,
) -> Result<(), StoreError> {
    let now = auth.clock.now();
    let kinds = [Some(EventKind::LoginFail), (attempts_remaining == 0).then_some(EventKind::LoginLock)];
    let mut db = auth.pool.lease().await?;
    for kind in kinds.into_iter().flatten() {
        sqlx::query!(
            "insert into auth.events (id, at, kind, outcome, user_id, address, request_id, detail)
             values ($1, $2, $3, 'failure', $4, $5::text::inet, $6, $7)",
            auth.random.uuid_v7(now),
            now,
            kind.as_str(),
            user_id.map(|id| id.0),
            client.inet(),
            client.request_id,
            json!({ "reason": "code" }),
        )
        .execute(&mut db)
        .await?;
    }
    db.give_back();
    Ok(())
}

into_store!(VerifyCodeError: PoolError, sqlx::Error, DbError);
