use time::OffsetDateTime;

use super::{LiveSession, SessionLimits, SessionProof, SessionToken};
use crate::{DisplayName, EmailAddress, Pool, SessionId, StoreError, UserId};

/// The session that a token opens, with its user; `None` for one that is over. Both limits are checked here, at each
/// read, and a disabled user has no sessions: `auth.is_live` has the rule. One statement, one row.
pub async fn load(
    pool: &Pool,
    token: &SessionToken,
    limits: &SessionLimits,
    now: OffsetDateTime,
) -> Result<Option<LiveSession>, StoreError> {
    let proof = SessionProof::new(token, limits, now);
    let mut db = pool.lease().await?;
    let session = sqlx::query_as!(
        LiveSession,
        r#"select s.id as "id: SessionId", s.user_id as "user_id: UserId", u.email as "email: EmailAddress",
             u.email_verified_at is not null as "email_verified!", u.phone, u.name as "name: DisplayName",
             u.created_at as registered_at, s.created_at, s.last_seen_at, s.expires_at,
             s.device_name, s.proved_at, s.second_factor, s.pending, u.factors
           from auth.sessions s join auth.users u on u.id = s.user_id
           where s.token_hash = $1 and auth.is_live(s, u, $2, $3)"#,
        proof.token_hash(),
        proof.now(),
        proof.idle_since(),
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    Ok(session)
}

/// The session of this user that an access token names; `None` for one that is over, and for one that a cookie opens.
pub(crate) async fn load_for_token(
    pool: &Pool,
    id: SessionId,
    user_id: UserId,
    limits: &SessionLimits,
    now: OffsetDateTime,
) -> Result<Option<LiveSession>, StoreError> {
    let mut db = pool.lease().await?;
    let session = sqlx::query_as!(
        LiveSession,
        r#"select s.id as "id: SessionId", s.user_id as "user_id: UserId", u.email as "email: EmailAddress",
             u.email_verified_at is not null as "email_verified!", u.phone, u.name as "name: DisplayName",
             u.created_at as registered_at, s.created_at, s.last_seen_at, s.expires_at,
             s.device_name, s.proved_at, s.second_factor, s.pending, u.factors
           from auth.sessions s join auth.users u on u.id = s.user_id
           where s.id = $1 and s.user_id = $2 and s.token_hash is null and auth.is_live(s, u, $3, $4)"#,
        id.0,
        user_id.0,
        now,
        limits.idle_since(now),
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    Ok(session)
}

/// Writes down that a session was used. Call it off the request's path, and only where
/// [`super::is_touch_due`] says so. A session that has ended meanwhile stays ended.
pub async fn touch(pool: &Pool, id: SessionId, now: OffsetDateTime) -> Result<(), StoreError> {
    let mut db = pool.lease().await?;
    sqlx::query!(
        "update auth.sessions set last_seen_at = $2 where id = $1 and last_seen_at <= $3",
        id.0,
        now,
        now - time::Duration::MINUTE,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(())
}

/// As [`touch`], where the session is known by what opened it.
pub async fn touch_proved(pool: &Pool, proof: &SessionProof) -> Result<(), StoreError> {
    let mut db = pool.lease().await?;
    sqlx::query!(
        "update auth.sessions set last_seen_at = $2 where token_hash = $1 and last_seen_at <= $3",
        proof.token_hash(),
        proof.now(),
        proof.now() - time::Duration::MINUTE,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(())
}
