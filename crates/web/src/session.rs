//! Who a request comes from: cookie sessions over our own store, and bearer tokens.

mod identity;
mod store;
mod typed;

use std::rc::Rc;

use actix_session::config::{CookieContentSecurity, PersistentSession, TtlExtensionPolicy};
use actix_session::{SessionExt, SessionMiddleware};
use actix_web::HttpRequest;
use actix_web::cookie::SameSite;
use auth::{Auth, SessionProof, SessionToken, sessions, tokens};
use tenancy::api_keys::ApiKey;

pub use identity::Identity;
pub use store::Store;
pub use typed::{Principal, end, start};

use crate::edge::bearer;
use crate::error::Error;
use crate::state::State;

/// The session middleware of a worker. The cookie holds a signed token; what it opens is in the database.
pub fn layer(state: &Rc<State>) -> SessionMiddleware<Store> {
    let cookies = &state.shared.cookies;
    let lifetime = PersistentSession::default()
        .session_ttl(cookies.max_age())
        .session_ttl_extension_policy(TtlExtensionPolicy::OnStateChanges);
    SessionMiddleware::builder(Store::new(state.auth.pool.clone()), cookies.key())
        .cookie_name(cookies.session_name().to_owned())
        .cookie_secure(cookies.is_secure())
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_path("/".to_owned())
        .cookie_content_security(CookieContentSecurity::Signed)
        .session_lifecycle(lifetime)
        .build()
}

/// A credential as the database is asked about it. Only its form is known yet, and an access token's signature.
#[derive(Clone)]
pub enum Credential {
    /// A session, or an impersonation, by a cookie that was signed here; or a session by an access token.
    Session(SessionProof),
    ApiKey(ApiKey),
}

/// What a request shows to be let in, of which there is one at most.
pub enum Shown {
    Nothing,
    /// A bearer token that can't be one of ours.
    Unknown,
    Known(Credential),
}

impl Credential {
    /// The credential of a request. 503 where the keys of access tokens can't be had.
    pub async fn of(state: &State, request: &HttpRequest) -> Result<Shown, Error> {
        let Some(bearer) = bearer(request.headers())? else {
            let token = typed::token(&request.get_session());
            return Ok(token.map_or(Shown::Nothing, |token| Shown::Known(Self::Session(proof(&state.auth, &token)))));
        };
        let credential = if ApiKey::is_marked(bearer) {
            ApiKey::parse(bearer).map(Self::ApiKey)
        } else {
            tokens::verify(&state.auth, bearer).await.map_err(Error::unavailable)?.map(Self::Session)
        };
        Ok(credential.map_or(Shown::Unknown, Shown::Known))
    }
}

/// A token as the database is asked about it just now.
pub fn proof(auth: &Auth, token: &SessionToken) -> SessionProof {
    SessionProof::new(token, &auth.session_limits, auth.clock.now())
}

/// Looks up the holder of a credential, for early refusals and for display. `None` where the credential isn't live. 503
/// where the lookup fails.
pub async fn identify(state: &State, credential: &Credential) -> Result<Option<Identity>, Error> {
    match credential {
        Credential::Session(proof) => {
            let live = sessions::load(&state.auth.pool, proof).await.map_err(Error::unavailable)?;
            match live {
                Some(live) => Ok(Some(Identity::User(live.into()))),
                // Rare, and asked last: most requests show an ordinary session.
                None => Ok(state.db.find_impersonation(proof).await?.map(Identity::Impersonator)),
            }
        }
        Credential::ApiKey(key) => Ok(state.db.find_api_key(key, state.auth.clock.now()).await?.map(Identity::Key)),
    }
}
