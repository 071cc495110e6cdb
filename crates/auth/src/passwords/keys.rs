use base::Transaction;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Client, UserId};

/// The most keys that an e-mail names.
const MOST: i32 = 20;

/// The API keys that act for a user when the password becomes another one, as the e-mail about it tells of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeysOfUser {
    /// Whether they were revoked in the same act.
    pub revoked: bool,
    /// The newest, 20 at most.
    pub newest: Vec<KeyOfUser>,
    /// How many there are beside these.
    pub others: usize,
}

/// An API key of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyOfUser {
    pub name: String,
    /// The part of the key that tells it from others and opens nothing.
    pub prefix: String,
    /// What its tenant is called.
    pub tenant: String,
}

/// Finds the keys of a user, and revokes them if that is wanted. The transaction has locked the user's row, so another
/// transaction can't make a key meanwhile.
pub(super) async fn revoke_or_list(
    tx: &mut Transaction,
    user: UserId,
    now: OffsetDateTime,
    revoke: bool,
    client: &Client,
) -> Result<KeysOfUser, sqlx::Error> {
    let found = sqlx::query!(
        r#"select name as "name!", prefix as "prefix!", tenant as "tenant!", in_all as "in_all!"
           from auth.api_keys_of($1, $2, $3)"#,
        user.0,
        now,
        MOST,
    )
    .fetch_all(&mut *tx)
    .await?;
    if revoke {
        sqlx::query!("select auth.revoke_api_keys_of($1, $2, $3)", user.0, now, client.request_id).execute(tx).await?;
    }
    let in_all = found.first().map_or(0, |key| usize::try_from(key.in_all).unwrap_or(usize::MAX));
    let others = in_all.saturating_sub(found.len());
    let newest = found.into_iter().map(|key| KeyOfUser { name: key.name, prefix: key.prefix, tenant: key.tenant });
    Ok(KeysOfUser { revoked: revoke, newest: newest.collect(), others })
}
