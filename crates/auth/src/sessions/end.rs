use base::{Pool, Transaction};
use serde_json::json;
use time::OffsetDateTime;

use super::{Claim, Holder, SessionLimits, SessionToken};
use crate::events::{self, Event, EventKind};
use crate::impersonations::end_of_user;
use crate::{Auth, Client, SessionId, StoreError, UserId};

/// Ends the session itself.
pub async fn sign_out(auth: &Auth, claim: &Claim) -> Result<(), StoreError> {
    let (mut tx, holder) = claim.begin_holding(auth).await?;
    delete(&mut tx, auth, &holder, holder.session_id).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends one session of the holder's user, for good: its row is gone. False where the user has no such session.
pub async fn end(auth: &Auth, claim: &Claim, id: SessionId) -> Result<bool, StoreError> {
    let (mut tx, holder) = claim.begin_holding(auth).await?;
    let found = delete(&mut tx, auth, &holder, id).await?;
    tx.commit().await?;
    Ok(found)
}

async fn delete(tx: &mut Transaction, auth: &Auth, holder: &Holder, id: SessionId) -> Result<bool, sqlx::Error> {
    let ended = sqlx::query!("delete from auth.sessions where id = $1 and user_id = $2", id.0, holder.user_id.0)
        .execute(&mut *tx)
        .await?;
    let found = ended.rows_affected() == 1;
    if found {
        events::record(tx, auth, &holder.client, &ended_by_its_user(holder.user_id, id)).await?;
    }
    Ok(found)
}

/// Ends all sessions of the holder's user, this one too, and the user's impersonations. Returns how many sessions.
pub async fn end_all(auth: &Auth, claim: &Claim) -> Result<usize, StoreError> {
    let (mut tx, Holder { user_id, client, .. }) = claim.begin_holding(auth).await?;
    let ended = sqlx::query_scalar!(
        r#"delete from auth.sessions where user_id = $1 returning id as "id: SessionId""#,
        user_id.0
    )
    .fetch_all(&mut tx)
    .await?;
    for id in &ended {
        events::record(&mut tx, auth, &client, &ended_by_its_user(user_id, *id)).await?;
    }
    end_of_user(&mut tx, auth, user_id, Some(user_id), &client).await?;
    tx.commit().await?;
    Ok(ended.len())
}

/// Ends all sessions of a user, except one to keep if given, and the user's impersonations, as part of an act that
/// makes them worthless.
pub(crate) async fn end_others(
    tx: &mut Transaction,
    auth: &Auth,
    user_id: UserId,
    keep: Option<SessionId>,
    client: &Client,
) -> Result<(), sqlx::Error> {
    let ended = sqlx::query_scalar!(
        r#"delete from auth.sessions where user_id = $1 and id is distinct from $2 returning id as "id: SessionId""#,
        user_id.0,
        keep.map(|id| id.0),
    )
    .fetch_all(&mut *tx)
    .await?;
    for id in ended {
        events::record(tx, auth, client, &ended_by_its_user(user_id, id)).await?;
    }
    end_of_user(tx, auth, user_id, Some(user_id), client).await
}

/// Ends the session that a token opens, without a line in the log: it was replaced by another, or its end is logged
/// already.
pub async fn discard(pool: &Pool, token: &SessionToken) -> Result<(), StoreError> {
    let token_hash = token.hash();
    let mut db = pool.lease().await?;
    sqlx::query!("delete from auth.sessions where token_hash = $1", token_hash.as_slice()).execute(&mut db).await?;
    db.give_back();
    Ok(())
}

/// Deletes the rows of sessions that are over. They open nothing before that either.
pub async fn sweep(pool: &Pool, limits: &SessionLimits, now: OffsetDateTime) -> Result<u64, StoreError> {
    let mut db = pool.lease().await?;
    let swept = sqlx::query!(
        "delete from auth.sessions where expires_at <= $1 or last_seen_at <= $2
           or second_factor and $1 - last_seen_at >= interval '1 hour'",
        now,
        limits.idle_since(now)
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(swept.rows_affected())
}

fn ended_by_its_user(user_id: UserId, id: SessionId) -> Event {
    let kind = EventKind::SessionEnded;
    Event { kind, actor: Some(user_id), user: user_id, target: Some(id.0), detail: json!({}) }
}
