use base::{DbError, PoolError, Transaction};
use serde_json::json;

use crate::email_tokens::{self, EmailToken, Purpose, TokenRecord};
use crate::events::{self, Event, EventKind};
use crate::mfa;
use crate::outbox::{self, Notice, Recipient};
use crate::sessions::end_others;
use crate::{Auth, Claim, Client, EmailAddress, HashError, Password, PasswordHash, SessionId, StoreError};

/// An address that is confirmed.
#[derive(Clone, Debug)]
pub struct Confirmed {
    pub email: EmailAddress,
    /// Whether the user can sign in with the password as it was.
    pub password_kept: bool,
}

/// Why an address was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    #[error("the token is unknown, used or expired")]
    Token,
    /// Given, but not the one that was registered. The token is as good as before.
    #[error("the password is not the one that was registered")]
    Password,
    #[error("another user has the address")]
    Taken,
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Uses up a token that went to an address: the address is confirmed, or becomes the user's new one.
///
/// The token proves that its bearer reads the address, but not that they registered it. So the password that was
/// registered is kept only where the bearer knows it, or holds a session of that user. Otherwise the password, all
/// factors and all sessions are void, and the owner chooses another password by a reset (REG-2: an attacker who
/// registers the address of another person and waits gains nothing).
///
/// A claim of a session that has ended counts as none.
pub async fn confirm(
    auth: &Auth,
    token: &EmailToken,
    password: Option<Password>,
    claim: Option<&Claim>,
    client: &Client,
) -> Result<Confirmed, ConfirmError> {
    let purposes = [Purpose::VerifyEmail, Purpose::ChangeEmail];
    let found = email_tokens::find(auth, token, &purposes).await?.ok_or(ConfirmError::Token)?;
    let knows_password = knows(auth, &found, password).await?;
    let now = auth.clock.now();
    let (mut tx, keep) = begin(auth, &found, claim).await?;
    if !email_tokens::consume(&mut tx, token, now).await? {
        tx.rollback().await?;
        return Err(ConfirmError::Token);
    }
    let is_change = found.purpose == Purpose::ChangeEmail;
    let is_registrant = knows_password || keep.is_some();
    if is_change {
        change(&mut tx, auth, &found, keep, client).await?;
    } else {
        verify(&mut tx, auth, &found, is_registrant, client).await?;
    }
    let detail = json!({ "fields": [if is_change { "email" } else { "email_verified" }] });
    let actor = Some(found.user_id);
    let event = Event { kind: EventKind::UserUpdated, actor, user: found.user_id, target: None, detail };
    events::record(&mut tx, auth, client, &event).await?;
    tx.commit().await?;
    let password_kept = found.password_hash.is_some() && (is_change || is_registrant);
    Ok(Confirmed { email: found.address, password_kept })
}

/// Begins the act with the user's row locked, and says which session of theirs the request came with, if one is live.
async fn begin(
    auth: &Auth,
    found: &TokenRecord,
    claim: Option<&Claim>,
) -> Result<(Transaction, Option<SessionId>), ConfirmError> {
    if let Some(claim) = claim {
        match claim.begin_holding_beside(auth, found.user_id).await {
            Ok((tx, holder)) => {
                return Ok((tx, Some(holder.session_id).filter(|_| holder.user_id == found.user_id)));
            }
            Err(StoreError::Credential(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut tx = Transaction::begin(&auth.pool).await?;
    mfa::lock(&mut tx, found.user_id).await?.ok_or(ConfirmError::Token)?;
    Ok((tx, None))
}

/// Whether the password that was given is the user's. A wrong one is an error: a slip should not cost the user their
/// password.
async fn knows(auth: &Auth, found: &TokenRecord, password: Option<Password>) -> Result<bool, ConfirmError> {
    let (Purpose::VerifyEmail, Some(password)) = (found.purpose, password) else { return Ok(false) };
    let stored = found.password_hash.as_ref().and_then(|stored| PasswordHash::parse(stored).ok());
    let (verdict, _) = auth.hasher.verify(password, stored).await?;
    if verdict.matches { Ok(true) } else { Err(ConfirmError::Password) }
}

async fn verify(
    tx: &mut Transaction,
    auth: &Auth,
    found: &TokenRecord,
    is_registrant: bool,
    client: &Client,
) -> Result<(), ConfirmError> {
    let now = auth.clock.now();
    let verified = sqlx::query!(
        "update auth.users set email_verified_at = coalesce(email_verified_at, $3), updated_at = $3,
           password_hash = case when $4 then password_hash end,
           password_changed_at = case when $4 then password_changed_at else $3 end,
           workspace_name = coalesce($6, workspace_name)
         where id = $1 and email = $2 and password_changed_at = $5 and disabled_at is null",
        found.user_id.0,
        found.address.as_str(),
        now,
        is_registrant,
        found.password_changed_at,
        found.note,
    )
    .execute(&mut *tx)
    .await?;
    // The address or the password was replaced since: what the token stood for is gone.
    if verified.rows_affected() != 1 {
        return Err(ConfirmError::Token);
    }
    if !is_registrant {
        mfa::forget_all(tx, found.user_id).await?;
        end_others(tx, auth, found.user_id, None, client).await?;
        email_tokens::revoke_all(tx, found.user_id).await?;
    }
    Ok(())
}

/// Gives the user the new address, tells the old one, and ends all sessions but the one that the token came with.
async fn change(
    tx: &mut Transaction,
    auth: &Auth,
    found: &TokenRecord,
    keep: Option<SessionId>,
    client: &Client,
) -> Result<(), ConfirmError> {
    let now = auth.clock.now();
    let changed = sqlx::query!(
        "with old as (
           select id, email, email_verified_at from auth.users where id = $1 and disabled_at is null for update
         )
         update auth.users u set email = $2, email_verified_at = $3, updated_at = $3 from old where u.id = old.id
         returning old.email, old.email_verified_at",
        found.user_id.0,
        found.address.as_str(),
        now,
    )
    .fetch_optional(&mut *tx)
    .await
    .map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        Some("users_email_key") => ConfirmError::Taken,
        _ => ConfirmError::Store(error.into()),
    })?;
    let before = changed.ok_or(ConfirmError::Token)?;
    end_others(tx, auth, found.user_id, keep, client).await?;
    email_tokens::revoke_all(tx, found.user_id).await?;
    if let (Some(email), Some(_)) =
        (before.email.and_then(|email| EmailAddress::parse(&email).ok()), before.email_verified_at)
    {
        outbox::notify(tx, auth, Recipient::Mail(email), Notice::EmailChanged { at: now }).await?;
    }
    Ok(())
}

into_store!(ConfirmError: PoolError, sqlx::Error, DbError);
