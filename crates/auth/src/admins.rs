//! Platform admins: they run the installation. Only the command line makes one.

use base::{DbError, PoolError, Transaction};
use serde_json::json;

use crate::email_tokens::{self, EmailToken, Purpose};
use crate::events::{self, Event, EventKind};
use crate::{Auth, Client, DisplayName, EmailAddress, StoreError, UserId};

/// A user who is a platform admin now, newly or already before.
#[derive(Debug)]
pub struct Appointed {
    pub user_id: UserId,
    /// Whether the user is known to read the address. If not, another person may have registered it.
    pub email_verified: bool,
    /// Lets a user who has no password choose one: once, within half an hour, by the route that resets a password.
    pub token: Option<EmailToken>,
}

/// Why the user was not made a platform admin.
#[derive(Debug, thiserror::Error)]
pub enum AppointError {
    #[error("the user with this address is disabled")]
    Disabled,
    #[error(transparent)]
    Store(#[from] StoreError),
}

struct Row {
    id: UserId,
    email_verified: bool,
    has_password: bool,
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

/// Makes the user with this address a platform admin, creating the user if there is none. An existing password stays.
pub async fn appoint(auth: &Auth, email: &EmailAddress, client: &Client) -> Result<Appointed, AppointError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    make_where_missing(&mut tx, auth, email, client).await?;
    let user = sqlx::query_as!(
        Row,
        r#"select id as "id: UserId", email_verified_at is not null as "email_verified!",
             password_hash is not null as "has_password!"
           from auth.users where email = $1 and disabled_at is null for update"#,
        email.as_str()
    )
    .fetch_optional(&mut tx)
    .await?;
    let user = user.ok_or(AppointError::Disabled)?;
    let appointed = sqlx::query!(
        "insert into auth.platform_admins (user_id, created_at) values ($1, $2) on conflict do nothing",
        user.id.0,
        auth.clock.now()
    )
    .execute(&mut tx)
    .await?;
    if appointed.rows_affected() == 1 {
        let detail = json!({ "platform_admin": true });
        let event = Event { kind: EventKind::PrivilegeChanged, actor: None, user: user.id, target: None, detail };
        events::record(&mut tx, auth, client, &event).await?;
    }
    let token = if user.has_password {
        None
    } else {
        Some(email_tokens::issue_direct(&mut tx, auth, (Purpose::ResetPassword, user.id), email, client).await?)
    };
    tx.commit().await?;
    Ok(Appointed { user_id: user.id, email_verified: user.email_verified, token })
}

/// Makes a user without a password where the address has none. The operator answers for the address.
async fn make_where_missing(
    tx: &mut Transaction,
    auth: &Auth,
    email: &EmailAddress,
    client: &Client,
) -> Result<(), sqlx::Error> {
    let now = auth.clock.now();
    let (id, name) = (UserId(auth.random.uuid_v7(now)), DisplayName::from_email(email));
    let made = sqlx::query!(
        "insert into auth.users (id, email, email_verified_at, name, password_changed_at, created_at, updated_at)
         values ($1, $2, $3, $4, $3, $3, $3) on conflict (email) do nothing",
        id.0,
        email.as_str(),
        now,
        name.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    if made.rows_affected() == 0 {
        return Ok(());
    }
    let event = Event { kind: EventKind::UserCreated, actor: None, user: id, target: None, detail: json!({}) };
    events::record(tx, auth, client, &event).await
}

into_store!(AppointError: PoolError, sqlx::Error, DbError);
