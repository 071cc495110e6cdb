use time::OffsetDateTime;

use super::jwt::Claims;
use super::{LIFETIME, RefreshToken, TokenError, TokenPair, keys};
use crate::mfa::{self, Proof, TotpCode};
use crate::sessions::create::{Opener, insert};
use crate::sessions::{self, Claim, Demands};
use crate::{Auth, CredentialError, NewSession, SessionId, SessionProof, StoreError, UserId};

/// Starts a session for a client without cookies, and gives it its first tokens. No cookie opens such a session.
///
/// Where the user has a second factor, `code` has to prove it: there are no tokens before, nor a session afterwards
/// where it doesn't. Without a second factor, `code` is ignored.
pub async fn issue(auth: &Auth, new: NewSession, code: Option<&TotpCode>) -> Result<TokenPair, TokenError> {
    // First of all, so that nothing is begun that can't be finished.
    let key = keys::current(auth).await?;
    let signing = key.signing(auth)?;
    let refresh_token = RefreshToken::issue(&auth.random);
    let (user_id, client) = (new.user_id(), new.client().clone());
    let session = insert(auth, new, &Opener::RefreshToken(refresh_token.hash())).await?;
    let proof = SessionProof::of_access_token(session.id, &auth.session_limits, auth.clock.now());
    if session.pending {
        let demands = Demands { may_owe: true, ..Demands::default() };
        let claim = Claim::new(proof.clone(), demands, client, None);
        if let Err(error) = prove(auth, &claim, code).await {
            return match sessions::sign_out(auth, &claim).await {
                Ok(()) | Err(StoreError::Credential(CredentialError::Ended)) => Err(error),
                Err(error) => Err(error.into()),
            };
        }
    }
    let access_token = claims(auth, user_id, session.id, auth.clock.now()).sign(&key.kid, &signing);
    Ok(TokenPair { access_token, expires_in: LIFETIME, refresh_token, proof })
}

async fn prove(auth: &Auth, claim: &Claim, code: Option<&TotpCode>) -> Result<(), TokenError> {
    let code = code.ok_or(TokenError::FactorOwed)?;
    mfa::verify(auth, claim, &Proof::Code(code.clone())).await?;
    Ok(())
}

pub fn claims(auth: &Auth, user_id: UserId, session_id: SessionId, now: OffsetDateTime) -> Claims {
    Claims::new(&auth.issuer.name, user_id, session_id, now, auth.random.uuid_v7(now))
}
