use base::Transaction;
use time::OffsetDateTime;

use super::{EmailToken, Purpose};
use crate::{Auth, DisplayName, EmailAddress, StoreError, UserId};

/// A valid token, with its user. Finding a token doesn't use it up.
#[derive(Clone, Debug)]
pub struct TokenRecord {
    pub purpose: Purpose,
    pub user_id: UserId,
    /// Where it was sent.
    pub address: EmailAddress,
    pub note: Option<String>,
    pub name: DisplayName,
    pub password_hash: Option<String>,
    pub password_changed_at: OffsetDateTime,
}

/// The token, if it is good for one of these purposes.
pub async fn find(auth: &Auth, token: &EmailToken, purposes: &[Purpose]) -> Result<Option<TokenRecord>, StoreError> {
    let hash = token.hash();
    let mut db = auth.pool.lease().await?;
    let row = sqlx::query!(
        r#"select t.purpose, t.user_id as "user_id: UserId", t.address as "address: EmailAddress", t.note,
             u.name as "name: DisplayName", u.password_hash, u.password_changed_at
           from auth.email_tokens t join auth.users u on u.id = t.user_id
           where t.token_hash = $1 and t.purpose = any($2) and t.expires_at > $3 and u.disabled_at is null"#,
        hash.as_slice(),
        &names(purposes) as &[&str],
        auth.clock.now(),
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    Ok(row.and_then(|row| {
        Some(TokenRecord {
            purpose: Purpose::parse(&row.purpose)?,
            user_id: row.user_id,
            address: row.address,
            note: row.note,
            name: row.name,
            password_hash: row.password_hash,
            password_changed_at: row.password_changed_at,
        })
    }))
}

/// Uses a token up: true for one of all requests that try at once.
pub async fn consume(tx: &mut Transaction, token: &EmailToken, now: OffsetDateTime) -> Result<bool, sqlx::Error> {
    let hash = token.hash();
    let used =
        sqlx::query!("delete from auth.email_tokens where token_hash = $1 and expires_at > $2", hash.as_slice(), now,);
    Ok(used.execute(tx).await?.rows_affected() == 1)
}

/// Makes all tokens of a user useless.
pub async fn revoke_all(tx: &mut Transaction, user_id: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from auth.email_tokens where user_id = $1", user_id.0).execute(tx).await?;
    Ok(())
}

fn names(purposes: &[Purpose]) -> Vec<&'static str> {
    purposes.iter().map(|purpose| purpose.as_str()).collect()
}
