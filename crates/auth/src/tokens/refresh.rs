use base::PoolError;
use serde_json::json;

use super::issue::claims;
use super::{LIFETIME, RefreshToken, TokenError, TokenPair, keys};
use crate::events::EventKind;
use crate::{Auth, Client, SessionId, SessionProof, StoreError, UserId};

/// Exchanges a refresh token for the next pair of tokens.
///
/// A token that was used before ends the session, and with it all its tokens: one of the two clients that brought it is
/// not the one it was given to, and the server can't tell which (RFC 9700, 4.14.2). There is no grace, so a client must
/// not use a token twice at the same time, and signs in again where the response was lost.
pub async fn refresh(auth: &Auth, token: &RefreshToken, client: &Client) -> Result<TokenPair, TokenError> {
    // First of all, so that nothing is spent for a response that can't be given.
    let key = keys::current(auth).await?;
    let signing = key.signing(auth)?;
    let next = RefreshToken::issue(&auth.random);
    match exchange(auth, token, &next, client).await? {
        Rotation::Fresh(session_id, user_id) => {
            let now = auth.clock.now();
            let access_token = claims(auth, user_id, session_id, now).sign(&key.kid, &signing);
            let proof = SessionProof::of_access_token(session_id, &auth.session_limits, now);
            Ok(TokenPair { access_token, expires_in: LIFETIME, refresh_token: next, proof })
        }
        Rotation::Again(session_id) => {
            end_family(auth, session_id, client).await?;
            Err(TokenError::Refused)
        }
        Rotation::Unknown => Err(TokenError::Refused),
    }
}

enum Rotation {
    Fresh(SessionId, UserId),
    /// The token was used before.
    Again(SessionId),
    Unknown,
}

/// Spends one token for another. The session's row is locked before the token's, as where a session is ended; of two
/// requests with one token the second waits, and finds it used.
async fn exchange(
    auth: &Auth,
    token: &RefreshToken,
    next: &RefreshToken,
    client: &Client,
) -> Result<Rotation, StoreError> {
    let now = auth.clock.now();
    let (used, next) = (token.hash(), next.hash());
    let mut db = auth.pool.lease().await?;
    let row = sqlx::query!(
        r#"with session as (
             select s.id, s.user_id
             from auth.refresh_tokens r join auth.sessions s on s.id = r.session_id join auth.users u on u.id = s.user_id
             where r.token_hash = $1 and s.token_hash is null and auth.is_live(s, u, $2, $3) and not s.pending
             for no key update of s
           ), spent as (
             update auth.refresh_tokens r set used_at = $2 from session
             where r.token_hash = $1 and r.used_at is null
             returning session.id, session.user_id
           ), next as (
             insert into auth.refresh_tokens (token_hash, session_id, created_at) select $4, id, $2 from spent
           ), seen as (
             update auth.sessions s set last_seen_at = greatest(s.last_seen_at, $2) from spent where s.id = spent.id
           ), logged as (
             insert into auth.events (id, at, kind, outcome, actor_id, user_id, target_id, address, request_id)
             select $5, $2, $6, 'success', user_id, user_id, id, $7::text::inet, $8 from spent
           )
           select id as "id: SessionId", user_id as "user_id: UserId", exists (select from spent) as "fresh!"
           from session"#,
        used.as_slice(),
        now,
        auth.session_limits.idle_since(now),
        next.as_slice(),
        auth.random.uuid_v7(now),
        EventKind::SessionRenewed.as_str(),
        client.inet(),
        client.request_id,
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    Ok(match row {
        Some(row) if row.fresh => Rotation::Fresh(row.id, row.user_id),
        Some(row) => Rotation::Again(row.id),
        None => Rotation::Unknown,
    })
}

async fn end_family(auth: &Auth, session_id: SessionId, client: &Client) -> Result<(), StoreError> {
    let now = auth.clock.now();
    let mut db = auth.pool.lease().await?;
    sqlx::query!(
        "with ended as (delete from auth.sessions where id = $1 returning id, user_id)
         insert into auth.events (id, at, kind, outcome, user_id, target_id, address, request_id, detail)
         select $2, $3, $4, 'failure', user_id, id, $5::text::inet, $6, $7 from ended",
        session_id.0,
        auth.random.uuid_v7(now),
        now,
        EventKind::TokenReuse.as_str(),
        client.inet(),
        client.request_id,
        json!({ "ended": "session" }),
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    tracing::warn!(target: "bulkhead::alert", { session.id = %session_id }, "token_reuse: a refresh token was used again");
    Ok(())
}

into_store!(TokenError: PoolError);
