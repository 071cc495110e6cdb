use base::Transaction;
use serde_json::json;

use super::{EmailToken, Purpose};
use crate::events::{self, Event, EventKind};
use crate::{Auth, Client, EmailAddress, UserId};

/// Makes a token for an operator, who answers for the user's address and hands the token on: no e-mail goes out. The
/// token before it is void.
pub async fn issue_direct(
    tx: &mut Transaction,
    auth: &Auth,
    (purpose, user_id): (Purpose, UserId),
    address: &EmailAddress,
    client: &Client,
) -> Result<EmailToken, sqlx::Error> {
    let now = auth.clock.now();
    let token = EmailToken::new(&auth.random);
    let token_hash = token.hash();
    sqlx::query!(
        "insert into auth.email_tokens (purpose, user_id, token_hash, address, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (purpose, user_id) do update set token_hash = excluded.token_hash, address = excluded.address,
           created_at = excluded.created_at, expires_at = excluded.expires_at",
        purpose.as_str(),
        user_id.0,
        token_hash.as_slice(),
        address.as_str(),
        now,
        now + purpose.lifetime(),
    )
    .execute(&mut *tx)
    .await?;
    let detail = json!({ "purpose": purpose.as_str(), "handed_out": true });
    let event = Event { kind: EventKind::TokenCreated, actor: None, user: user_id, target: None, detail };
    events::record(tx, auth, client, &event).await?;
    Ok(token)
}
