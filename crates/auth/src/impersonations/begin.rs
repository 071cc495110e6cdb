use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::events::{self, Event, EventKind};
use crate::factors::{self, Owner};
use crate::outbox::Notice;
use crate::pool::TransactionError;
use crate::{Auth, Client, ImpersonationId, PoolError, SessionId, SessionToken, StoreError, Transaction, UserId};

/// An impersonation to be, which its tenant knows of already.
#[derive(Clone, Debug)]
pub struct NewImpersonation {
    pub id: ImpersonationId,
    /// The admin, and the session that asks.
    pub admin_id: UserId,
    pub session_id: SessionId,
    /// As whom.
    pub user_id: UserId,
    pub created_at: OffsetDateTime,
    /// [`super::LIFETIME`] after that at most.
    pub expires_at: OffsetDateTime,
    pub read_only: bool,
    pub reason: String,
    /// Where: the tenant's id, for the log, and what it is called, for the letter.
    pub place: (Uuid, String),
}

/// Why nobody acts as somebody else.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The admin's session has ended, or is one that no cookie opens.
    #[error("the session can't be set aside")]
    Session,
    /// The user is disabled, or a platform admin.
    #[error("nobody acts as this user")]
    User,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sets the admin's session aside and gives its browser a token that acts as the user. The user is told, with the
/// reason, at their confirmed address or else by text message, and in the history of their account.
///
/// The session's row stays and gets a token that nobody has, so that the old one opens nothing (SES-4), and a session acts as
/// one user at a time.
pub async fn begin(auth: &Auth, new: &NewImpersonation, client: &Client) -> Result<SessionToken, BeginError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    let nobodys = SessionToken::issue(&auth.random).hash();
    let set_aside = sqlx::query!(
        "update auth.sessions set token_hash = $4, last_seen_at = $3
         where id = $1 and user_id = $2 and expires_at > $3 and token_hash is not null and second_factor",
        new.session_id.0,
        new.admin_id.0,
        new.created_at,
        nobodys.as_slice(),
    )
    .execute(&mut tx)
    .await?;
    if set_aside.rows_affected() == 0 {
        return Err(BeginError::Session);
    }
    // Locked, so that whoever disables the user finds the impersonation, or prevents it. An address that nobody has confirmed
    // may be a stranger's, who is not to read what a tenant is called and why somebody looks into it.
    let user = sqlx::query_as!(
        Owner,
        r#"select id as "id: UserId", case when email_verified_at is not null then email end as "email: crate::EmailAddress",
             phone, factors
           from auth.users u
           where id = $1 and disabled_at is null
             and not exists (select from auth.platform_admins p where p.user_id = u.id) for share"#,
        new.user_id.0,
    )
    .fetch_optional(&mut tx)
    .await?;
    let user = user.ok_or(BeginError::User)?;
    let token = SessionToken::issue(&auth.random);
    let token_hash = token.hash();
    let made = sqlx::query!(
        "insert into auth.impersonations (id, token_hash, session_id, admin_id, user_id, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (session_id) do nothing",
        new.id.0,
        token_hash.as_slice(),
        new.session_id.0,
        new.admin_id.0,
        new.user_id.0,
        new.created_at,
        new.expires_at,
    )
    .execute(&mut tx)
    .await?;
    if made.rows_affected() == 0 {
        return Err(BeginError::Session);
    }
    let event = Event {
        kind: EventKind::ImpersonationBegun,
        actor: Some(new.admin_id),
        user: new.user_id,
        target: Some(new.id.0),
        detail: json!({ "tenant": new.place.0, "read_only": new.read_only }),
    };
    events::record(&mut tx, auth, client, &event).await?;
    let notice = Notice::Impersonated {
        at: new.created_at,
        tenant: new.place.1.clone(),
        reason: new.reason.clone(),
        read_only: new.read_only,
    };
    factors::notify(&mut tx, auth, &user, notice).await?;
    tx.commit().await?;
    Ok(token)
}

into_store!(BeginError: PoolError, sqlx::Error, TransactionError);
