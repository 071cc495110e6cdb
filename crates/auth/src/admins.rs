//! Platform admins: they run the installation. Only the command line makes one.

use serde_json::json;

use crate::events::{self, Event, EventKind};
use crate::{
    Auth, Client, DisplayName, EmailAddress, NewUser, Password, PasswordOwner, PasswordPolicy, RegisterError,
    StoreError, Transaction, User, UserId, register_verified, users,
};

/// Somebody who has just been made a platform admin, or was one.
#[derive(Debug)]
pub struct Appointed {
    pub user: User,
    /// The password of a user who was made for it, to be told once and changed at the first sign-in.
    pub password: Option<String>,
}

/// Why nobody became a platform admin.
#[derive(Debug, thiserror::Error)]
pub enum AppointError {
    #[error("a password could not be made")]
    Password,
    #[error(transparent)]
    Register(#[from] RegisterError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether a user is a platform admin at this moment.
pub async fn is_admin(auth: &Auth, id: UserId) -> Result<bool, StoreError> {
    let mut db = auth.pool.lease().await?;
    let found =
        sqlx::query_scalar!(r#"select exists (select from auth.platform_admins where user_id = $1) as "found!""#, id.0)
            .fetch_one(&mut db)
            .await?;
    db.give_back();
    Ok(found)
}

/// Makes the user with this address a platform admin, and the user as well where there is none.
pub async fn appoint(auth: &Auth, email: &EmailAddress, client: &Client) -> Result<Appointed, AppointError> {
    let (user, password) = if let Some(user) = users::find_by_email(auth, email).await? {
        (user, None)
    } else {
        let password = auth.random.token();
        (make(auth, email, &password, client).await?, Some(password))
    };
    let mut tx = Transaction::begin(&auth.pool).await.map_err(StoreError::from)?;
    let appointed = sqlx::query!(
        "insert into auth.platform_admins (user_id, created_at) values ($1, $2) on conflict do nothing",
        user.id.0,
        auth.clock.now()
    )
    .execute(&mut tx)
    .await
    .map_err(StoreError::from)?;
    if appointed.rows_affected() == 1 {
        let detail = json!({ "platform_admin": true });
        let event = Event { kind: EventKind::PrivilegeChanged, actor: None, user: user.id, target: None, detail };
        events::record(&mut tx, auth, client, &event).await.map_err(StoreError::from)?;
    }
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Appointed { user, password })
}

async fn make(auth: &Auth, email: &EmailAddress, password: &str, client: &Client) -> Result<User, AppointError> {
    let name = DisplayName::from_email(email);
    let owner = PasswordOwner { email, name: name.as_str() };
    let password = Password::parse(password.to_owned()).map_err(|_| AppointError::Password)?;
    let password = PasswordPolicy::new(8).accept(password, owner).map_err(|_| AppointError::Password)?;
    let new = NewUser { email: email.clone(), password, name };
    // Whoever holds the command line answers for the address.
    Ok(register_verified(auth, new, client).await?.user)
}
