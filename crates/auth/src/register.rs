use base::{DbError, PoolError, Transaction};
use serde_json::json;

use crate::email_tokens::{self, Owner, Purpose};
use crate::events::{self, Event, EventKind};
use crate::{
    Auth, Client, DisplayName, EmailAddress, HashError, NewPassword, PasswordHash, SignedIn, StoreError, User, UserId,
};

mod apply;

pub use apply::apply_for_account;

/// A user to be registered.
#[derive(Debug)]
pub struct NewUser {
    pub email: EmailAddress,
    pub password: NewPassword,
    pub name: DisplayName,
}

/// Why no user was made.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    #[error("the address has an account")]
    EmailTaken,
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Creates a user, and has the address confirmed. The password is hashed first in every case, so the time tells nothing
/// about the address.
pub async fn register(auth: &Auth, new: NewUser, client: &Client) -> Result<SignedIn, RegisterError> {
    create(auth, new, false, client).await
}

/// Creates a user whose address was just proved, by a token that was mailed to it.
pub async fn register_verified(auth: &Auth, new: NewUser, client: &Client) -> Result<SignedIn, RegisterError> {
    create(auth, new, true, client).await
}

async fn create(auth: &Auth, new: NewUser, email_verified: bool, client: &Client) -> Result<SignedIn, RegisterError> {
    let hash = auth.hasher.hash(new.password).await?;
    let now = auth.clock.now();
    let user = User {
        id: UserId(auth.random.uuid_v7(now)),
        email: Some(new.email),
        email_verified,
        phone: None,
        name: new.name,
        created_at: now,
    };
    insert(auth, &user, &hash, client).await?;
    let device = Some(auth.device_key.issue(&auth.random, user.id, now));
    Ok(SignedIn { user, password_changed_at: now, device })
}

async fn insert(auth: &Auth, user: &User, hash: &PasswordHash, client: &Client) -> Result<(), RegisterError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    sqlx::query!(
        "insert into auth.users (id, email, name, password_hash, password_changed_at, created_at, updated_at, email_verified_at)
         values ($1, $2, $3, $4, $5, $5, $5, $6)",
        user.id.0,
        user.email.as_ref().map(EmailAddress::as_str),
        user.name.as_str(),
        hash.to_stored(),
        user.created_at,
        user.email_verified.then_some(user.created_at),
    )
    .execute(&mut tx)
    .await?;
    let event =
        Event { kind: EventKind::UserCreated, actor: Some(user.id), user: user.id, target: None, detail: json!({}) };
    events::record(&mut tx, auth, client, &event).await?;
    if let Some(email) = user.email.as_ref().filter(|_| !user.email_verified) {
        let to = (Purpose::VerifyEmail, Owner::User { id: user.id, actor: true });
        email_tokens::issue(&mut tx, auth, to, email, None, client).await?.or_drop(auth);
    }
    tx.commit().await?;
    Ok(())
}

impl From<sqlx::Error> for RegisterError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error().and_then(|error| error.constraint()) {
            Some("users_email_key") => Self::EmailTaken,
            _ => Self::Store(error.into()),
        }
    }
}

into_store!(RegisterError: PoolError, DbError);
