use std::time::Duration;

use base::PoolError;
use serde_json::json;
use time::OffsetDateTime;

use super::{keys, tell};
use crate::events::{self, Event, EventKind};
use crate::login::{Attempt, LoginError, admit, undecided};
use crate::mailed;
use crate::sessions::{Assurance, Claim, end_others, renew};
use crate::{
    Auth, DeviceToken, EmailAddress, HashError, NewPassword, Password, PasswordHash, SessionToken, StoreError, UserId,
};

/// What a user wants to replace their password by.
#[derive(Debug)]
pub struct Change {
    pub current: Password,
    pub new: NewPassword,
    /// Whether the user's API keys are revoked as well.
    pub revoke_api_keys: bool,
}

/// What the client gets in place of what it had.
#[derive(Debug)]
pub struct Changed {
    /// None for a client without cookies.
    pub token: Option<SessionToken>,
    pub device: DeviceToken,
}

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    #[error("the current password is wrong")]
    Current,
    /// Too many wrong passwords; this one was not even compared.
    #[error("too many attempts have failed")]
    Blocked { retry_after: Duration },
    /// The password was replaced by another request meanwhile.
    #[error("the password was replaced meanwhile")]
    Outdated,
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

struct Row {
    email: Option<EmailAddress>,
    password_hash: Option<String>,
    password_changed_at: OffsetDateTime,
}

/// Replaces a password by the present one. All other sessions end, all devices but this one are unknown,
/// and the owner is told, with a list of their API keys. A wrong present password counts like one at sign-in.
pub async fn change(auth: &Auth, claim: &Claim, change: Change) -> Result<Changed, ChangePasswordError> {
    let asking = claim.prove(auth).await?;
    let row = find(auth, asking.user_id).await?.ok_or(ChangePasswordError::Outdated)?;
    // A user without an address has no password either.
    let email = row.email.as_ref().ok_or(ChangePasswordError::Current)?;
    let known = |token: &&DeviceToken| auth.device_key.knows(token, asking.user_id, row.password_changed_at);
    let attempt = Attempt::new(auth, email, asking.device.as_ref().filter(known), &asking.client);
    admit(auth, &attempt).await?;
    let stored = row.password_hash.as_ref().and_then(|stored| PasswordHash::parse(stored).ok());
    let (verdict, _) = match auth.hasher.verify(change.current, stored).await {
        Ok(verified) => verified,
        Err(error) => {
            undecided(auth, &attempt).await?;
            return Err(error.into());
        }
    };
    if !verdict.matches {
        return refuse(auth, claim, &attempt).await;
    }
    undecided(auth, &attempt).await?;
    let hash = auth.hasher.hash(change.new).await?;

    let now = auth.clock.now();
    let (mut tx, holder) = claim.begin_holding(auth).await?;
    let user_id = holder.user_id;
    let replaced = sqlx::query!(
        "update auth.users set password_hash = $2, password_changed_at = $3, updated_at = $3
         where id = $1 and password_changed_at = $4 and disabled_at is null",
        user_id.0,
        hash.to_stored(),
        now,
        row.password_changed_at,
    )
    .execute(&mut tx)
    .await?;
    if replaced.rows_affected() != 1 {
        tx.rollback().await?;
        return Err(ChangePasswordError::Outdated);
    }
    end_others(&mut tx, auth, user_id, Some(holder.session_id), &holder.client).await?;
    let token = renew(&mut tx, auth, &holder, Assurance::Same).await?.token;
    mailed::revoke_all(&mut tx, user_id).await?;
    let api_keys = keys::revoke_or_list(&mut tx, user_id, now, change.revoke_api_keys, &holder.client).await?;
    let detail = json!({ "by": "user", "api_keys_revoked": change.revoke_api_keys });
    let event = Event { kind: EventKind::PasswordChanged, actor: Some(user_id), user: user_id, target: None, detail };
    events::record(&mut tx, auth, &holder.client, &event).await?;
    if let (true, Some(email)) = (holder.live().email_verified, &holder.live().email) {
        tell(&mut tx, auth, email, api_keys).await?;
    }
    tx.commit().await?;
    Ok(Changed { token, device: auth.device_key.issue(&auth.random, user_id, now) })
}

async fn find(auth: &Auth, id: UserId) -> Result<Option<Row>, StoreError> {
    let mut db = auth.pool.lease().await?;
    let row = sqlx::query_as!(
        Row,
        r#"select email as "email: EmailAddress", password_hash, password_changed_at
           from auth.users where id = $1 and disabled_at is null"#,
        id.0
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    Ok(row)
}

async fn refuse(auth: &Auth, claim: &Claim, attempt: &Attempt) -> Result<Changed, ChangePasswordError> {
    let (mut tx, holder) = claim.begin_counted(auth, attempt).await?;
    let event = Event {
        kind: EventKind::PasswordChangeFail,
        actor: Some(holder.user_id),
        user: holder.user_id,
        target: None,
        detail: json!({ "reason": "password" }),
    };
    events::record_failure(&mut tx, auth, &holder.client, &event).await?;
    tx.commit().await?;
    Err(ChangePasswordError::Current)
}

impl From<LoginError> for ChangePasswordError {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Blocked { retry_after } => Self::Blocked { retry_after },
            LoginError::Refused => Self::Current,
            LoginError::Busy => Self::Hash(HashError::Busy),
            LoginError::Store(error) => Self::Store(error),
        }
    }
}

into_store!(ChangePasswordError: PoolError, sqlx::Error);
