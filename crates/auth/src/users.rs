mod list;

use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::events::{self, Event, EventKind};
use crate::{Auth, Client, DisplayName, EmailAddress, StoreError, Transaction, UserId, impersonations};

pub use list::{UserRecord, enable, list};

/// A person, as far as others may know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    /// None for somebody who came with a phone number.
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

/// What those with whom a user shares a tenant may know of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub name: DisplayName,
    pub email: Option<EmailAddress>,
}

/// The users with these ids, disabled ones too, in no order. Whoever asks answers for it that the ids are theirs to know.
pub async fn people(auth: &Auth, ids: &[Uuid]) -> Result<Vec<Person>, StoreError> {
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

/// Changes what a user is called. `None` where there is no such user, or no longer.
pub async fn rename(auth: &Auth, id: UserId, name: &DisplayName, client: &Client) -> Result<Option<User>, StoreError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    let user = sqlx::query_as!(
        User,
        r#"update auth.users set name = $2, updated_at = $3 where id = $1 and disabled_at is null
           returning id as "id: UserId", email as "email: EmailAddress",
             email_verified_at is not null as "email_verified!", phone, name as "name: DisplayName", created_at"#,
        id.0,
        name.as_str(),
        auth.clock.now()
    )
    .fetch_optional(&mut tx)
    .await?;
    if user.is_some() {
        let detail = json!({ "fields": ["name"] });
        let event = Event { kind: EventKind::UserUpdated, actor: Some(id), user: id, target: None, detail };
        events::record(&mut tx, auth, client, &event).await?;
    }
    tx.commit().await?;
    Ok(user)
}

/// Disables a user and with that every credential, from the next request on (LOG-6). False where there is nobody to
/// disable.
pub async fn disable(auth: &Auth, id: UserId, actor: Option<UserId>, client: &Client) -> Result<bool, StoreError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    let disabled = sqlx::query!(
        "update auth.users set disabled_at = $2, updated_at = $2 where id = $1 and disabled_at is null",
        id.0,
        auth.clock.now()
    )
    .execute(&mut tx)
    .await?;
    let found = disabled.rows_affected() == 1;
    if found {
        sqlx::query!("delete from auth.sessions where user_id = $1", id.0).execute(&mut tx).await?;
        impersonations::end_of_user(&mut tx, auth, id, actor, client).await?;
        let event = Event { kind: EventKind::UserDisabled, actor, user: id, target: None, detail: json!({}) };
        events::record(&mut tx, auth, client, &event).await?;
    }
    tx.commit().await?;
    Ok(found)
}
