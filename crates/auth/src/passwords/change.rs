use std::time::Duration;

use serde_json::json;
use time::OffsetDateTime;

use super::tell;
use crate::events::{self, Event, EventKind};
use crate::login::{Attempt, LoginError, admit, undecided};
use crate::mailed;
use crate::pool::TransactionError;
use crate::sessions::{Assurance, Holder, end_others, renew};
use crate::{
    Auth, Client, DeviceToken, EmailAddress, HashError, NewPassword, Password, PasswordHash, PoolError, SessionId,
    SessionToken, StoreError, Transaction, UserId,
};

/// A user who wants another password.
#[derive(Debug)]
pub struct Change {
    pub user_id: UserId,
    /// The session that asks; it goes on, with another token.
    pub session_id: SessionId,
    pub current: Password,
    pub new: NewPassword,
    /// The token of a known device, if the request brought one.
    pub device: Option<DeviceToken>,
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
    /// The session has ended, or the password was replaced, meanwhile.
    #[error("the session is over")]
    Outdated,
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

struct Row {
    email: Option<EmailAddress>,
    email_verified: bool,
    password_hash: Option<String>,
    password_changed_at: OffsetDateTime,
}

/// Replaces a password by whoever knows the present one. All other sessions end, all devices but this one are unknown,
/// and the owner is told. A wrong present password counts like one at sign-in.
pub async fn change(auth: &Auth, change: Change, client: &Client) -> Result<Changed, ChangePasswordError> {
    let row = find(auth, change.user_id).await?.ok_or(ChangePasswordError::Outdated)?;
    // Whoever has no address has no password either.
    let email = row.email.as_ref().ok_or(ChangePasswordError::Current)?;
    let device = change.device.filter(|token| auth.device_key.knows(token, change.user_id, row.password_changed_at));
    let attempt = Attempt::new(auth, email, device.as_ref(), client);
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
        refused(auth, change.user_id, client).await?;
        return Err(ChangePasswordError::Current);
    }
    undecided(auth, &attempt).await?;
    let hash = auth.hasher.hash(change.new).await?;

    let now = auth.clock.now();
    let mut tx = Transaction::begin(&auth.pool).await?;
    let replaced = sqlx::query!(
        "update auth.users set password_hash = $2, password_changed_at = $3, updated_at = $3
         where id = $1 and password_changed_at = $4 and disabled_at is null",
        change.user_id.0,
        hash.to_stored(),
        now,
        row.password_changed_at,
    )
    .execute(&mut tx)
    .await?;
    if replaced.rows_affected() != 1 {
        return Err(ChangePasswordError::Outdated);
    }
    end_others(&mut tx, auth, change.user_id, Some(change.session_id), client).await?;
    let holder =
        Holder { user_id: change.user_id, session_id: change.session_id, client: client.clone(), device: None };
    let renewed = renew(&mut tx, auth, &holder, Assurance::Same).await?.ok_or(ChangePasswordError::Outdated)?;
    let token = renewed.token;
    mailed::revoke_all(&mut tx, change.user_id).await?;
    let event = Event {
        kind: EventKind::PasswordChanged,
        actor: Some(change.user_id),
        user: change.user_id,
        target: None,
        detail: json!({ "by": "user" }),
    };
    events::record(&mut tx, auth, client, &event).await?;
    if row.email_verified {
        tell(&mut tx, auth, email).await?;
    }
    tx.commit().await?;
    Ok(Changed { token, device: auth.device_key.issue(&auth.random, change.user_id, now) })
}

async fn find(auth: &Auth, id: UserId) -> Result<Option<Row>, StoreError> {
    let mut db = auth.pool.lease().await?;
    let row = sqlx::query_as!(
        Row,
        r#"select email as "email: EmailAddress", email_verified_at is not null as "email_verified!", password_hash,
             password_changed_at
           from auth.users where id = $1 and disabled_at is null"#,
        id.0
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    Ok(row)
}

async fn refused(auth: &Auth, user_id: UserId, client: &Client) -> Result<(), StoreError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    let event = Event {
        kind: EventKind::PasswordChangeFail,
        actor: Some(user_id),
        user: user_id,
        target: None,
        detail: json!({ "reason": "password" }),
    };
    events::record_failure(&mut tx, auth, client, &event).await?;
    tx.commit().await?;
    Ok(())
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

into_store!(ChangePasswordError: PoolError, sqlx::Error, TransactionError);
