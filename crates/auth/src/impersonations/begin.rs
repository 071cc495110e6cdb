use base::Transaction;
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::events::{self, Event, EventKind};
use crate::mfa::{self, Owner};
use crate::outbox::Notice;
use crate::sessions::{Claim, Holder};
use crate::users::demand_platform;
use crate::{Auth, EmailAddress, ImpersonationId, SessionToken, StoreError, UserId};

/// An impersonation to be, which its tenant knows of already.
#[derive(Clone, Debug)]
pub struct NewImpersonation {
    pub id: ImpersonationId,
    /// The user to act as.
    pub user_id: UserId,
    pub created_at: OffsetDateTime,
    /// [`super::LIFETIME`] after that at most.
    pub expires_at: OffsetDateTime,
    pub read_only: bool,
    pub reason: String,
    /// Where: the tenant's id, for the log, and what it is called, for the e-mail.
    pub place: (Uuid, String),
}

/// Why no impersonation begins.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The admin's session is one that no cookie opens, or that knows them by one factor.
    #[error("the session can't be set aside")]
    Session,
    /// The user is unknown or disabled.
    #[error("there is no such user who may sign in")]
    User,
    #[error("platform admins can't be impersonated")]
    PlatformAdmin,
    #[error("a platform admin can't impersonate themselves")]
    OwnAccount,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether the holder, a platform admin, may impersonate this user, before the tenant is asked.
pub async fn check(auth: &Auth, claim: &Claim, user_id: UserId) -> Result<(), BeginError> {
    demand_platform(claim)?;
    let (mut tx, admin) = claim.begin(auth).await?;
    let found = find(&mut tx, &admin, user_id).await;
    tx.commit().await?;
    found.map(|_| ())
}

/// Sets the admin's session aside and gives its browser a token that acts as the user. The user is told, with the
/// reason, at their confirmed address or else by text message, and in the history of their account.
///
/// The session's row stays, with the hash of a token that is thrown away. So the old token opens nothing (SES-4), and a
/// session acts as one user at a time. Both users' rows are locked, so that a transaction that disables the user finds
/// the impersonation, or prevents it.
pub async fn begin(auth: &Auth, claim: &Claim, new: &NewImpersonation) -> Result<SessionToken, BeginError> {
    demand_platform(claim)?;
    let (mut tx, admin) = claim.begin_holding_beside(auth, new.user_id).await?;
    match set_aside(&mut tx, auth, &admin, new).await {
        Ok(token) => {
            tx.commit().await?;
            Ok(token)
        }
        Err(error) => {
            tx.rollback().await?;
            Err(error)
        }
    }
}

async fn set_aside(
    tx: &mut Transaction,
    auth: &Auth,
    admin: &Holder,
    new: &NewImpersonation,
) -> Result<SessionToken, BeginError> {
    let user = find(tx, admin, new.user_id).await?;
    let unknown = SessionToken::issue(&auth.random).hash();
    let set_aside = sqlx::query!(
        "update auth.sessions set token_hash = $3, last_seen_at = $2
         where id = $1 and token_hash is not null and second_factor",
        admin.session_id.0,
        new.created_at,
        unknown.as_slice(),
    )
    .execute(&mut *tx)
    .await?;
    if set_aside.rows_affected() == 0 {
        return Err(BeginError::Session);
    }
    let token = SessionToken::issue(&auth.random);
    let token_hash = token.hash();
    let made = sqlx::query!(
        "insert into auth.impersonations (id, token_hash, session_id, admin_id, user_id, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (session_id) do nothing",
        new.id.0,
        token_hash.as_slice(),
        admin.session_id.0,
        admin.user_id.0,
        new.user_id.0,
        new.created_at,
        new.expires_at,
    )
    .execute(&mut *tx)
    .await?;
    if made.rows_affected() == 0 {
        return Err(BeginError::Session);
    }
    let event = Event {
        kind: EventKind::ImpersonationBegun,
        actor: Some(admin.user_id),
        user: new.user_id,
        target: Some(new.id.0),
        detail: json!({ "tenant": new.place.0, "read_only": new.read_only }),
    };
    events::record(tx, auth, &admin.client, &event).await?;
    let notice = Notice::Impersonated {
        at: new.created_at,
        tenant: new.place.1.clone(),
        reason: new.reason.clone(),
        read_only: new.read_only,
    };
    mfa::notify(tx, auth, &user, notice).await?;
    Ok(token)
}

/// The user to be impersonated. An unconfirmed address is left out: it may belong to a stranger, who must not learn
/// what the tenant is called and why it is looked into.
async fn find(tx: &mut Transaction, admin: &Holder, user_id: UserId) -> Result<Owner, BeginError> {
    if admin.user_id == user_id {
        return Err(BeginError::OwnAccount);
    }
    let row = sqlx::query!(
        r#"select id as "id: UserId", case when email_verified_at is not null then email end as "email: EmailAddress",
             phone, factors,
             exists (select from auth.platform_admins p where p.user_id = u.id) as "platform_admin!"
           from auth.users u where id = $1 and disabled_at is null"#,
        user_id.0,
    )
    .fetch_optional(tx)
    .await?;
    let row = row.ok_or(BeginError::User)?;
    if row.platform_admin {
        return Err(BeginError::PlatformAdmin);
    }
    Ok(Owner { id: row.id, email: row.email, phone: row.phone, factors: row.factors })
}

into_store!(BeginError: sqlx::Error);
