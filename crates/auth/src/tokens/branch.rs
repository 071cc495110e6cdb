use super::issue::claims;
use super::{LIFETIME, RefreshToken, TokenError, TokenPair, keys};
use crate::events::EventKind;
use crate::sessions::Holder;
use crate::sessions::create::clip;
use crate::{Auth, SessionId};

/// Gives whoever holds a live session tokens of a session of their own, for a client without cookies: whatever somebody
/// signs in with, a passkey or a code as well as a password. It knows its user as well as the one that asks does, and lives
/// no longer.
///
/// The user's row and the session's are locked until that is done, so whoever ends the user's sessions, disables the user or
/// replaces the password either prevents it or finds it.
pub async fn branch(auth: &Auth, holder: &Holder, device_name: Option<&str>) -> Result<TokenPair, TokenError> {
    let key = keys::current(auth).await?;
    let signing = key.signing(auth)?;
    let refresh_token = RefreshToken::issue(&auth.random);
    let token_hash = refresh_token.hash();
    let (now, client) = (auth.clock.now(), &holder.client);
    let id = SessionId(auth.random.uuid_v7(now));
    let mut db = auth.pool.lease().await.map_err(crate::StoreError::from)?;
    let branched = sqlx::query!(
        "with parent as (
           select s.user_id, s.expires_at, s.proved_at, s.second_factor
           from auth.sessions s join auth.users u on u.id = s.user_id
           where s.id = $1 and s.user_id = $2 and auth.is_live(s, u, $3, $4) and not s.pending
           for share of u for no key update of s
         ), session as (
           insert into auth.sessions
             (id, user_id, device_name, user_agent, address, created_at, last_seen_at, expires_at, proved_at,
              second_factor)
           select $5::uuid, user_id, $6, $7, $8::text::inet, $3, $3, expires_at, proved_at, second_factor from parent
           returning id, user_id, address
         ), refresh_token as (
           insert into auth.refresh_tokens (token_hash, session_id, created_at) select $9, id, $3 from session
         )
         insert into auth.events (id, at, kind, outcome, actor_id, user_id, target_id, address, request_id)
         select $10, $3, $11, 'success', user_id, user_id, id, address, $12 from session",
        holder.session_id.0,
        holder.user_id.0,
        now,
        auth.session_limits.idle_since(now),
        id.0,
        device_name.map(|text| clip(text.trim(), 100)).filter(|text| !text.is_empty()),
        client.user_agent.as_deref().map(|text| clip(text, 500)),
        client.inet(),
        token_hash.as_slice(),
        auth.random.uuid_v7(now),
        EventKind::SessionCreated.as_str(),
        client.request_id,
    )
    .execute(&mut db)
    .await
    .map_err(crate::StoreError::from)?;
    db.give_back();
    if branched.rows_affected() == 0 {
        return Err(TokenError::Refused);
    }
    let access_token = claims(auth, holder.user_id, id, now).sign(&key.kid, &signing);
    Ok(TokenPair { access_token, expires_in: LIFETIME, refresh_token })
}
