use time::OffsetDateTime;
use uuid::Uuid;

use super::standing::demand_platform;
use crate::{Auth, Claim, DisplayName, EmailAddress, StoreError, UserId, email_address};

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

/// Lists users in the order of their ids, those after `after`; one more than `limit` where there are more. With `q`,
/// those with that in their address. The claim's holder is a platform admin.
pub async fn list(
    auth: &Auth,
    claim: &Claim,
    q: Option<&str>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<UserRecord>, StoreError> {
    demand_platform(claim)?;
    let q = q.map(email_address::searched);
    let (mut tx, _) = claim.begin(auth).await?;
    let users = sqlx::query_as!(
        UserRecord,
        r#"select u.id as "id: UserId", email as "email: EmailAddress",
             email_verified_at is not null as "email_verified!", phone, name as "name: DisplayName", u.created_at,
             disabled_at, a.user_id is not null as "platform_admin!"
           from auth.users u left join auth.platform_admins a on a.user_id = u.id
           where u.id > $1 and ($2::text is null or position($2 in coalesce(email, phone)) > 0)
           order by u.id limit $3"#,
        after.unwrap_or_default(),
        q,
        limit + 1
    )
    .fetch_all(&mut tx)
    .await?;
    tx.commit().await?;
    Ok(users)
}
