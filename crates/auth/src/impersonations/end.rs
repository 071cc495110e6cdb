use serde_json::json;

use super::Gone;
use crate::events::{self, Event, EventKind};
use crate::{Auth, Client, ImpersonationId, SessionId, SessionToken, StoreError, Transaction, UserId};

/// What an admin has after an impersonation.
#[derive(Debug)]
pub enum Returned {
    /// Their own session, by a new token.
    Session(SessionToken),
    /// Nothing: it has ended meanwhile.
    Nothing,
}

/// Ends an impersonation and gives the admin's own session a new token. `None` where it has ended already.
pub async fn give_up(auth: &Auth, id: ImpersonationId, client: &Client) -> Result<Option<Returned>, StoreError> {
    let now = auth.clock.now();
    let mut tx = Transaction::begin(&auth.pool).await?;
    let Some(gone) = take(&mut tx, id).await? else {
        tx.rollback().await?;
        return Ok(None);
    };
    record(&mut tx, auth, &gone, Some(gone.admin_id), client).await?;
    let token = SessionToken::issue(&auth.random);
    let token_hash = token.hash();
    let renewed = sqlx::query!(
        "update auth.sessions set token_hash = $3, last_seen_at = $4 where id = $1 and user_id = $2 and expires_at > $4",
        gone.session_id.0,
        gone.admin_id.0,
        token_hash.as_slice(),
        now,
    )
    .execute(&mut tx)
    .await?;
    tx.commit().await?;
    let returned = if renewed.rows_affected() == 1 { Returned::Session(token) } else { Returned::Nothing };
    Ok(Some(returned))
}

/// Ends an impersonation and the admin's own session.
pub async fn sign_out(auth: &Auth, id: ImpersonationId, client: &Client) -> Result<(), StoreError> {
    let mut tx = Transaction::begin(&auth.pool).await?;
    if let Some(gone) = take(&mut tx, id).await? {
        finish(&mut tx, auth, &gone, Some(gone.admin_id), client).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Ends whatever acts as a user, as part of an act that ends their sessions.
pub(crate) async fn end_of_user(
    tx: &mut Transaction,
    auth: &Auth,
    user_id: UserId,
    actor: Option<UserId>,
    client: &Client,
) -> Result<(), sqlx::Error> {
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

/// Deletes those that are over, which open nothing before that either, and logs their end. Nobody did it: their time was up, or
/// the admin's session had ended.
pub async fn sweep(auth: &Auth) -> Result<u64, StoreError> {
    let now = auth.clock.now();
    let mut tx = Transaction::begin(&auth.pool).await?;
    let gone = sqlx::query_as!(
        Gone,
        r#"delete from auth.impersonations c where not auth.is_impersonating(c, $1, $2)
           returning id as "id: ImpersonationId", admin_id as "admin_id: UserId", user_id as "user_id: UserId",
             session_id as "session_id: SessionId""#,
        now,
        auth.session_limits.idle_since(now),
    )
    .fetch_all(&mut tx)
    .await?;
    for gone in &gone {
        finish(&mut tx, auth, gone, None, &Client::default()).await?;
    }
    tx.commit().await?;
    Ok(gone.len() as u64)
}

/// Takes the row away: for one of all who try at once.
async fn take(tx: &mut Transaction, id: ImpersonationId) -> Result<Option<Gone>, sqlx::Error> {
    sqlx::query_as!(
        Gone,
        r#"delete from auth.impersonations where id = $1
           returning id as "id: ImpersonationId", admin_id as "admin_id: UserId", user_id as "user_id: UserId",
             session_id as "session_id: SessionId""#,
        id.0
    )
    .fetch_optional(tx)
    .await
}

/// Logs the end of one whose admin doesn't get their own session back, and ends that as well: nobody has a token of it.
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
