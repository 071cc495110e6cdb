use base::Pool;

use super::{LiveSession, SessionProof};
use crate::{DisplayName, EmailAddress, SessionId, StoreError, UserId};

/// The session that a cookie's token opens or that an access token names, with its user; `None` for one that is over.
/// Both limits are checked here, at each read, and a disabled user has no sessions: `auth.is_live` has the rule. It
/// refuses early and shows who is signed in; each unit of work proves the session again.
pub async fn load(pool: &Pool, proof: &SessionProof) -> Result<Option<LiveSession>, StoreError> {
    let mut db = pool.lease().await?;
    let session = sqlx::query_as!(
        LiveSession,
        r#"select s.id as "id: SessionId", s.user_id as "user_id: UserId", u.email as "email: EmailAddress",
             u.email_verified_at is not null as "email_verified!", u.phone, u.name as "name: DisplayName",
             u.created_at as registered_at, s.created_at, s.last_seen_at, s.expires_at,
             s.device_name, s.proved_at, s.second_factor, s.pending, u.factors
           from auth.sessions s join auth.users u on u.id = s.user_id
           where s.id = coalesce((select o.id from auth.sessions o where o.token_hash = $1), $2)
             and s.token_hash is not distinct from $1 and auth.is_live(s, u, $3, $4)"#,
        proof.token_hash(),
        proof.session_id(),
        proof.now(),
        proof.idle_since(),
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    Ok(session)
}

/// Records that a session was used: for an impersonation, that of the platform admin behind it. Call it off the
/// request's path, and only where [`super::is_touch_due`] says so. A session that has ended meanwhile stays ended.
pub async fn touch_proved(pool: &Pool, proof: &SessionProof) -> Result<(), StoreError> {
    let mut db = pool.lease().await?;
    sqlx::query!(
        "update auth.sessions set last_seen_at = $3
         where id = coalesce((select o.id from auth.sessions o where o.token_hash = $1),
             (select i.session_id from auth.impersonations i where i.token_hash = $1), $2)
           and last_seen_at <= $4",
        proof.token_hash(),
        proof.session_id(),
        proof.now(),
        proof.now() - time::Duration::MINUTE,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(())
}
