//! Tokens for clients without cookies: a signed access token that names a session for a quarter of an hour, and a
//! refresh token that is exchanged for the next pair of both, once.
//!
//! The session is the family of its refresh tokens: it is looked up whenever an access token is used, and whatever ends
//! it ends them all at the next request.

use std::fmt;
use std::sync::Arc;

use base::DecryptError;
use time::Duration;

use crate::mfa::ProveError;
use crate::{CreateSessionError, SessionProof, StoreError};

mod issue;
mod issue_for_session;
mod jwt;
mod keys;
mod refresh;
mod refresh_token;
mod revoke;
mod verify;

pub use issue::issue;
pub use issue_for_session::issue_for_session;
pub use keys::{Keyring, PublishedKey, published, rotate_keys};
pub use refresh::refresh;
pub use refresh_token::RefreshToken;
pub use revoke::revoke;
pub use verify::verify;

/// How long an access token names its session.
pub const LIFETIME: Duration = Duration::minutes(15);

/// The issuer and audience of access tokens, with the keys that sign them. Cloning shares the keys.
#[derive(Clone)]
pub struct Issuer {
    /// `iss` and `aud`: where this installation is found.
    name: Arc<str>,
    keys: Keyring,
}

impl Issuer {
    /// `name` is the installation's public URL.
    pub fn new(name: &str) -> Self {
        Self { name: name.trim_end_matches('/').into(), keys: Keyring::default() }
    }
}

/// What a client without cookies gets.
pub struct TokenPair {
    /// A JWT.
    pub access_token: String,
    /// How long the access token lives.
    pub expires_in: Duration,
    pub refresh_token: RefreshToken,
    /// The session itself, for what follows in the same request.
    pub proof: SessionProof,
}

impl fmt::Debug for TokenPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenPair(..)")
    }
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The refresh token is unknown or was used before, its session is over, or the proof is no longer worth a session.
    /// The client isn't told which.
    #[error("there is no session to give tokens for")]
    Refused,
    /// The user has a second factor, and nothing came to prove it.
    #[error("the second factor is owed")]
    FactorOwed,
    /// The second factor was not proved.
    #[error(transparent)]
    Factor(#[from] ProveError),
    /// The signing key was encrypted with another key. It goes with `delete from auth.signing_keys`; the next one takes
    /// its place, and the access tokens that it signed have to be refreshed.
    #[error("the key that signs access tokens can't be opened")]
    Key(#[from] DecryptError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<CreateSessionError> for TokenError {
    fn from(error: CreateSessionError) -> Self {
        match error {
            CreateSessionError::Outdated => Self::Refused,
            CreateSessionError::Store(error) => Self::Store(error),
        }
    }
}
