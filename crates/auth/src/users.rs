mod list;
mod standing;

use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::events::{self, Event, EventKind};
use crate::{Auth, Claim, DisplayName, EmailAddress, StoreError, UserId};

pub use list::{UserRecord, list};
pub(crate) use standing::demand_platform;
pub use standing::{DisableError, disable, enable};

/// A user, as far as others may know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    /// None for a user who registered with a phone number.
    pub email: Option<EmailAddress>,
    /// Whether the user is known to read the address.
    pub email_verified: bool,
    /// A number that the user has proved to hold, in E.164.
    pub phone: Option<String>,
    pub name: DisplayName,
    pub created_at: OffsetDateTime,
}

/// The user with this id, unless disabled.
pub async fn find(auth: &Auth, id: UserId) -> Result<Option<User>, StoreError> {
    let mut db = auth.pool.lease().await?;
    let user = sqlx::query_as!(
        User,
        r#"select id as "id: UserId", email as "email: EmailAddress",
             email_verified_at is not null as "email_verified!", phone, name as "name: DisplayName", created_at
           from auth.users where id = $1 and disabled_at is null"#,
        id.0
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    Ok(user)
}

/// The user with this address, unless disabled. For operators: nothing that answers a stranger may depend on it.
pub async fn find_by_email(auth: &Auth, email: &EmailAddress) -> Result<Option<User>, StoreError> {
    let mut db = auth.pool.lease().await?;
    let user = sqlx::query_as!(
        User,
        r#"select id as "id: UserId", email as "email: EmailAddress",
             email_verified_at is not null as "email_verified!", phone, name as "name: DisplayName", created_at
           from auth.users where email = $1 and disabled_at is null"#,
        email.as_str()
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    Ok(user)
}

/// What users who share a tenant may know of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub name: DisplayName,
    pub email: Option<EmailAddress>,
}

/// The users with these ids, disabled ones too, in no order. The caller makes sure that the client may see them.
pub async fn profiles(auth: &Auth, ids: &[Uuid]) -> Result<Vec<Person>, StoreError> {
    let mut db = auth.pool.lease().await?;
    let people = sqlx::query_as!(
        Person,
        r#"select id as "id: UserId", name as "name: DisplayName", email as "email: EmailAddress"
           from auth.users where id = any($1)"#,
        ids
    )
    .fetch_all(&mut db)
    .await?;
    db.give_back();
    Ok(people)
}

/// Changes what the holder's user is called.
pub async fn rename(auth: &Auth, claim: &Claim, name: &DisplayName) -> Result<User, StoreError> {
    let (mut tx, holder) = claim.begin_holding(auth).await?;
    let user = sqlx::query_as!(
        User,
        r#"update auth.users set name = $2, updated_at = $3 where id = $1
           returning id as "id: UserId", email as "email: EmailAddress",
             email_verified_at is not null as "email_verified!", phone, name as "name: DisplayName", created_at"#,
        holder.user_id.0,
        name.as_str(),
        auth.clock.now()
    )
    .fetch_one(&mut tx)
    .await?;
    let detail = json!({ "fields": ["name"] });
    let event = Event { kind: EventKind::UserUpdated, actor: Some(user.id), user: user.id, target: None, detail };
    events::record(&mut tx, auth, &holder.client, &event).await?;
    tx.commit().await?;
    Ok(user)
}
