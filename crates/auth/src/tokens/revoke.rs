use super::RefreshToken;
use crate::events::EventKind;
use crate::{Auth, Client, StoreError};

/// Ends the session that a refresh token belongs to, whether the token was used or not (RFC 7009). The client isn't
/// told whether there was one.
pub async fn revoke(auth: &Auth, token: &RefreshToken, client: &Client) -> Result<(), StoreError> {
    let now = auth.clock.now();
    let token_hash = token.hash();
    let mut db = auth.pool.lease().await?;
    sqlx::query!(
        "with ended as (
           delete from auth.sessions s using auth.refresh_tokens r
           where r.token_hash = $1 and s.id = r.session_id returning s.id, s.user_id
         )
         insert into auth.events (id, at, kind, outcome, actor_id, user_id, target_id, address, request_id)
         select $2, $3, $4, 'success', user_id, user_id, id, $5::text::inet, $6 from ended",
        token_hash.as_slice(),
        auth.random.uuid_v7(now),
        now,
        EventKind::TokenRevoked.as_str(),
        client.inet(),
        client.request_id,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(())
}
