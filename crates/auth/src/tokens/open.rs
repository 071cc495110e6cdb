use super::jwt::Unverified;
use super::keys;
use crate::sessions::{self, LiveSession};
use crate::{Auth, StoreError};

/// The session that an access token names, with its user; `None` for a token that isn't ours or no longer valid, and for a
/// session that is over. The signature is checked before the database is asked.
pub async fn open(auth: &Auth, token: &str) -> Result<Option<LiveSession>, StoreError> {
    let Some(token) = Unverified::parse(token) else { return Ok(None) };
    let Some(key) = keys::find(auth, &token.kid).await? else { return Ok(None) };
    let now = auth.clock.now();
    let Some(claims) = token.verify(&key, &auth.issuer.name, now) else { return Ok(None) };
    sessions::load_for_token(&auth.pool, claims.sid, claims.sub, &auth.session_limits, now).await
}
