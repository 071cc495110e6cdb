use super::issue::claims;
use super::{LIFETIME, RefreshToken, TokenError, TokenPair, keys};
use crate::events::EventKind;
use crate::sessions::Claim;
use crate::sessions::create::clip;
use crate::{Auth, CredentialError, SessionId, SessionProof, StoreError};

/// Gives the holder of a session, however they signed in, tokens of a session of its own for a client without cookies.
/// The new session inherits the parent's assurance level and expiry.
///
/// The user's row and the parent's are locked until that is done, so whatever ends the user's sessions, disables the
/// user or replaces the password either prevents it or finds it.
pub async fn issue_for_session(auth: &Auth, claim: &Claim, device_name: Option<&str>) -> Result<TokenPair, TokenError> {
    let key = keys::current(auth).await?;
    let signing = key.signing(auth)?;
    let refresh_token = RefreshToken::issue(&auth.random);
    let token_hash = refresh_token.hash();
    let now = auth.clock.now();
    let id = SessionId(auth.random.uuid_v7(now));
    let (mut tx, holder) = claim.begin_holding(auth).await?;
    let (parent, client) = (holder.live(), &holder.client);
    if parent.pending {
        tx.rollback().await.map_err(StoreError::from)?;
        return Err(StoreError::from(CredentialError::Ended).into());
    }
    sqlx::query!(
        "with session as (
           insert into auth.sessions
             (id, user_id, device_name, user_agent, address, created_at, last_seen_at, expires_at, proved_at,
              second_factor)
           values ($1, $2, $3, $4, $5::text::inet, $6, $6, $7, $8, $9)
           returning id, user_id, address
         ), refresh_token as (
           insert into auth.refresh_tokens (token_hash, session_id, created_at) select $10, id, $6 from session
         )
         insert into auth.events (id, at, kind, outcome, actor_id, user_id, target_id, address, request_id)
         select $11, $6, $12, 'success', user_id, user_id, id, address, $13 from session",
        id.0,
        holder.user_id.0,
        device_name.map(|text| clip(text.trim(), 100)).filter(|text| !text.is_empty()),
        client.user_agent.as_deref().map(|text| clip(text, 500)),
        client.inet(),
        now,
        parent.expires_at,
        parent.proved_at,
        parent.second_factor,
        token_hash.as_slice(),
        auth.random.uuid_v7(now),
        EventKind::SessionCreated.as_str(),
        client.request_id,
    )
    .execute(&mut tx)
    .await
    .map_err(StoreError::from)?;
    tx.commit().await.map_err(StoreError::from)?;
    let access_token = claims(auth, holder.user_id, id, now).sign(&key.kid, &signing);
    let proof = SessionProof::of_access_token(id, &auth.session_limits, now);
    Ok(TokenPair { access_token, expires_in: LIFETIME, refresh_token, proof })
}
