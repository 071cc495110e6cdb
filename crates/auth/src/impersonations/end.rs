use base::Transaction;
use serde_json::json;

use super::Gone;
use crate::events::{self, Event, EventKind};
use crate::sessions::{Claim, SessionProof};
use crate::{Auth, Client, CredentialError, ImpersonationId, SessionId, SessionToken, StoreError, UserId};

/// Ends the impersonation whose token the claim shows, and gives the admin's own session a new token.
pub async fn give_up(auth: &Auth, claim: &Claim) -> Result<SessionToken, StoreError> {
    let (mut tx, gone) = take(auth, claim.proof()).await?;
    record(&mut tx, auth, &gone, Some(gone.admin_id), claim.client()).await?;
    let token = SessionToken::issue(&auth.random);
    let token_hash = token.hash();
    sqlx::query!(
        "update auth.sessions set token_hash = $2, last_seen_at = $3 where id = $1",
        gone.session_id.0,
        token_hash.as_slice(),
        auth.clock.now(),
    )
    .execute(&mut tx)
    .await?;
    tx.commit().await?;
    Ok(token)
}

/// Ends the impersonation whose token the claim shows, and the admin's own session.
pub async fn sign_out(auth: &Auth, claim: &Claim) -> Result<(), StoreError> {
    let (mut tx, gone) = take(auth, claim.proof()).await?;
    finish(&mut tx, auth, &gone, Some(gone.admin_id), claim.client()).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a user's impersonations, as part of an act that ends their sessions. The admins' sessions are locked first.
pub(crate) async fn end_of_user(
    tx: &mut Transaction,
    auth: &Auth,
    user_id: UserId,
    actor: Option<UserId>,
    client: &Client,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "select s.id from auth.sessions s join auth.impersonations i on i.session_id = s.id
         where i.user_id = $1 order by s.id for update of s",
        user_id.0
    )
    .fetch_all(&mut *tx)
    .await?;
    let gone = sqlx::query_as!(
        Gone,
        r#"delete from auth.impersonations where user_id = $1
           returning id as "id: ImpersonationId", admin_id as "admin_id: UserId", user_id as "user_id: UserId",
             session_id as "session_id: SessionId""#,
        user_id.0
    )
    .fetch_all(&mut *tx)
    .await?;
    for gone in gone {
        finish(tx, auth, &gone, actor, client).await?;
    }
    Ok(())
}

/// Deletes impersonations that are over, and logs their end without an actor: their time was up, or the admin's session
/// had ended. They open nothing before that either. The admins' sessions are locked first.
pub async fn sweep(auth: &Auth) -> Result<u64, StoreError> {
    let now = auth.clock.now();
    let mut tx = Transaction::begin(&auth.pool).await?;
    let over = sqlx::query_scalar!(
        "select id from auth.impersonations c where not auth.is_impersonating(c, $1, $2)",
        now,
        auth.session_limits.idle_since(now),
    )
    .fetch_all(&mut tx)
    .await?;
    sqlx::query!(
        "select s.id from auth.sessions s join auth.impersonations c on c.session_id = s.id
         where c.id = any ($1) order by s.id for update of s",
        &over,
    )
    .fetch_all(&mut tx)
    .await?;
    let gone = sqlx::query_as!(
        Gone,
        r#"delete from auth.impersonations where id = any ($1)
           returning id as "id: ImpersonationId", admin_id as "admin_id: UserId", user_id as "user_id: UserId",
             session_id as "session_id: SessionId""#,
        &over,
    )
    .fetch_all(&mut tx)
    .await?;
    for gone in &gone {
        finish(&mut tx, auth, gone, None, &Client::default()).await?;
    }
    tx.commit().await?;
    Ok(gone.len() as u64)
}

/// Begins a unit of work that ends a live impersonation. As in all acts, it locks the admin's row and session first.
async fn take(auth: &Auth, proof: &SessionProof) -> Result<(Transaction, Gone), StoreError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    sqlx::query!(
        "select u.id from auth.impersonations c join auth.users u on u.id = c.admin_id
         where c.token_hash = $1 for update of u",
        proof.token_hash(),
    )
    .fetch_optional(&mut tx)
    .await?;
    sqlx::query!(
        "select s.id from auth.impersonations c join auth.sessions s on s.id = c.session_id
         where c.token_hash = $1 for update of s",
        proof.token_hash(),
    )
    .fetch_optional(&mut tx)
    .await?;
    let gone = sqlx::query_as!(
        Gone,
        r#"delete from auth.impersonations c where token_hash = $1 and auth.is_impersonating(c, $2, $3)
           returning id as "id: ImpersonationId", admin_id as "admin_id: UserId", user_id as "user_id: UserId",
             session_id as "session_id: SessionId""#,
        proof.token_hash(),
        proof.now(),
        proof.idle_since(),
    )
    .fetch_optional(&mut tx)
    .await?;
    let Some(gone) = gone else {
        tx.rollback().await?;
        return Err(CredentialError::Ended.into());
    };
    Ok((tx, gone))
}

/// Logs the end of an impersonation whose admin doesn't get their own session back, and ends that session as well: its
/// token was thrown away.
async fn finish(
    tx: &mut Transaction,
    auth: &Auth,
    gone: &Gone,
    actor: Option<UserId>,
    client: &Client,
) -> Result<(), sqlx::Error> {
    record(tx, auth, gone, actor, client).await?;
    let (admin, session) = (gone.admin_id, gone.session_id);
    let ended = sqlx::query!("delete from auth.sessions where id = $1 and user_id = $2", session.0, admin.0);
    if ended.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(());
    }
    let kind = EventKind::SessionEnded;
    let event = Event { kind, actor, user: admin, target: Some(session.0), detail: json!({}) };
    events::record(tx, auth, client, &event).await
}

async fn record(
    tx: &mut Transaction,
    auth: &Auth,
    gone: &Gone,
    actor: Option<UserId>,
    client: &Client,
) -> Result<(), sqlx::Error> {
    let kind = EventKind::ImpersonationEnded;
    let detail = json!({ "admin": gone.admin_id });
    let event = Event { kind, actor, user: gone.user_id, target: Some(gone.id.0), detail };
    events::record(tx, auth, client, &event).await
}
