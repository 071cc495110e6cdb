use super::jwt::Unverified;
use super::keys;
use crate::{Auth, SessionProof, StoreError};

/// The session that an access token names; `None` for a foreign or expired token. Only the signature is checked yet,
/// and not the session.
pub async fn verify(auth: &Auth, token: &str) -> Result<Option<SessionProof>, StoreError> {
    let Some(token) = Unverified::parse(token) else { return Ok(None) };
    let Some(key) = keys::find(auth, &token.kid).await? else { return Ok(None) };
    let now = auth.clock.now();
    let claims = token.verify(&key, &auth.issuer.name, now);
    Ok(claims.map(|claims| SessionProof::of_access_token(claims.sid, &auth.session_limits, now)))
}
