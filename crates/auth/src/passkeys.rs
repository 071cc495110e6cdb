//! Passkeys (Web Authentication): sign-in without a password, which counts as two factors, since the user is verified
//! on the device; or the second factor after a password.

use base::{DbError, PoolError, causes};
use serde_json::Value as Json;
use url::Url;
use webauthn_rs::prelude::{Webauthn, WebauthnBuilder, WebauthnError};

use crate::StoreError;
use crate::mfa::ProveError;

mod flow;
mod list;
mod login;
mod register;
mod remove;

pub use flow::sweep;
pub use list::{PasskeyEntry, list};
pub use login::{Asker, Completed, finish_login, start_login};
pub use register::{NewPasskey, Registered, finish_registration, start_registration};
pub use remove::remove;

/// The relying party of passkeys: the public URL's host. `None` for an IP address, which can't have passkeys.
#[derive(Clone, Debug)]
pub struct RelyingParty(Option<Webauthn>);

/// What the browser is asked for.
#[derive(Debug)]
pub struct Challenge {
    /// Encrypted. Brings back what the challenge is for to the server, which keeps nothing of it.
    pub flow: String,
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    pub public_key: Json,
}

/// Why a passkey was not made, or not taken.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The public URL names no host that could have passkeys.
    #[error("this server has no passkeys")]
    Unavailable,
    /// What the browser sent isn't a credential.
    #[error("not a credential")]
    Malformed,
    /// The flow is over, used up or of another session; or the credential is not the one that was asked for. The client
    /// isn't told which.
    #[error("the passkey was refused")]
    Refused,
    /// The authenticator holds a passkey of this or another user already.
    #[error("the passkey is known")]
    Known,
    /// The user has no such passkey.
    #[error("no such passkey")]
    Missing,
    /// The user has the most passkeys that are allowed.
    #[error("too many passkeys")]
    TooMany,
    /// The user's last second factor has to stay.
    #[error("the last second factor stays")]
    LastFactor,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RelyingParty {
    /// Takes its id and its only origin from the URL under which browsers find the server.
    pub fn new(public_url: &Url) -> Self {
        let made = public_url.domain().map(|host| WebauthnBuilder::new(host, public_url)?.rp_name("Bulkhead").build());
        Self(made.and_then(Result::ok))
    }

    /// Whether there can be passkeys: the URL's host is a name.
    pub fn is_available(&self) -> bool {
        self.0.is_some()
    }

    fn get(&self) -> Result<&Webauthn, PasskeyError> {
        self.0.as_ref().ok_or(PasskeyError::Unavailable)
    }
}

/// A credential that is refused tells why in the log only.
impl From<WebauthnError> for PasskeyError {
    fn from(error: WebauthnError) -> Self {
        tracing::info!(error = ?causes::describe(&error), "a passkey was refused");
        Self::Refused
    }
}

impl From<ProveError> for PasskeyError {
    fn from(error: ProveError) -> Self {
        match error {
            ProveError::Store(error) => Self::Store(error),
            ProveError::LastFactor => Self::LastFactor,
            _ => Self::Refused,
        }
    }
}

into_store!(PasskeyError: PoolError, DbError);

impl From<sqlx::Error> for PasskeyError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error().and_then(|error| error.constraint()) {
            Some("passkeys_credential_id_key") => Self::Known,
            _ => Self::Store(error.into()),
        }
    }
}
