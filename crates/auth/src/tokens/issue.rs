use time::OffsetDateTime;

use super::jwt::Claims;
use super::{LIFETIME, RefreshToken, TokenError, TokenPair, keys};
use crate::sessions::create::{Opener, insert};
use crate::{Auth, NewSession, SessionId, UserId};

/// Starts a session for a client without cookies, and gives it its first tokens. No cookie opens such a session.
pub async fn issue(auth: &Auth, new: NewSession) -> Result<TokenPair, TokenError> {
    // First of all, so that nothing is begun that can't be finished.
    let key = keys::current(auth).await?;
    let signing = key.signing(auth)?;
    let refresh_token = RefreshToken::issue(&auth.random);
    let (now, user_id) = (auth.clock.now(), new.user_id());
    let session = insert(auth, new, &Opener::RefreshToken(refresh_token.hash())).await?;
    let access_token = claims(auth, user_id, session.id, now).sign(&key.kid, &signing);
    Ok(TokenPair { access_token, expires_in: LIFETIME, refresh_token, pending: session.pending })
}

pub fn claims(auth: &Auth, user_id: UserId, session_id: SessionId, now: OffsetDateTime) -> Claims {
    Claims::new(&auth.issuer.name, user_id, session_id, now, auth.random.uuid_v7(now))
}
