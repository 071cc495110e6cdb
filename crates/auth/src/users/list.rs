use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::events::{self, Event, EventKind};
use crate::{Auth, Client, DisplayName, EmailAddress, StoreError, Transaction, UserId};

/// A user as platform admins see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRecord {
    pub id: UserId,
    pub email: Option<EmailAddress>,
    pub email_verified: bool,
    pub phone: Option<String>,
    pub name: DisplayName,
    pub created_at: OffsetDateTime,
    pub disabled_at: Option<OffsetDateTime>,
    pub platform_admin: bool,
}

/// Lists users in the order of their ids, those after `after`; one more than `limit` where there are more. With `q`, those
/// with that in their address.
pub async fn list(
    auth: &Auth,
    q: Option<&str>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<UserRecord>, StoreError> {
    let mut db = auth.pool.lease().await?;
    let users = sqlx::query_as!(
        UserRecord,
        r#"select u.id as "id: UserId", email as "email: EmailAddress",
             email_verified_at is not null as "email_verified!", phone, name as "name: DisplayName", u.created_at,
             disabled_at, a.user_id is not null as "platform_admin!"
           from auth.users u left join auth.platform_admins a on a.user_id = u.id
           where u.id > $1 and ($2::text is null or position(lower($2) in coalesce(email, phone)) > 0)
           order by u.id limit $3"#,
        after.unwrap_or_default(),
        q,
        limit + 1
    )
    .fetch_all(&mut db)
    .await?;
    db.give_back();
    Ok(users)
}

/// Lets a disabled user sign in again. False where there is nobody to enable.
pub async fn enable(auth: &Auth, id: UserId, actor: Option<UserId>, client: &Client) -> Result<bool, StoreError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    let enabled = sqlx::query!(
        "update auth.users set disabled_at = null, updated_at = $2 where id = $1 and disabled_at is not null",
        id.0,
        auth.clock.now()
    )
    .execute(&mut tx)
    .await?;
    let found = enabled.rows_affected() == 1;
    if found {
        let event = Event { kind: EventKind::UserEnabled, actor, user: id, target: None, detail: json!({}) };
        events::record(&mut tx, auth, client, &event).await?;
    }
    tx.commit().await?;
    Ok(found)
}
