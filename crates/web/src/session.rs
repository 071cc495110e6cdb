//! Who a request comes from: cookie sessions over our own store, and bearer tokens.

mod cookies;
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

pub use cookies::Cookies;
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

/// What a request shows to be let in.
pub enum Credential {
    /// Of a cookie that was signed here.
    Cookie(SessionToken),
    /// Of `Authorization: Bearer`, whatever it says.
    Bearer(String),
}

impl Credential {
    /// The credential of a request, of which there is one at most; `None` for a request without one.
    pub fn of(request: &HttpRequest) -> Result<Option<Self>, Error> {
        match bearer(request.headers())? {
            Some(token) => Ok(Some(Self::Bearer(token.to_owned()))),
            None => Ok(typed::token(&request.get_session()).map(Self::Cookie)),
        }
    }
}

/// A token as the database is asked about it just now.
pub fn proof(auth: &Auth, token: &SessionToken) -> SessionProof {
    SessionProof::new(token, &auth.session_limits, auth.clock.now())
}

/// Who a credential belongs to; `None` for one that opens nothing. 503 where that can't be looked up.
pub async fn identify(state: &State, credential: &Credential) -> Result<Option<Identity>, Error> {
    let auth = &state.auth;
    let live = match credential {
        Credential::Cookie(token) => {
            let live = sessions::load(&auth.pool, token, &auth.session_limits, auth.clock.now()).await;
            if let Ok(None) = live {
                // Rare, and asked last: what most requests show is a session of their own.
                return Ok(state.db.find_impersonation(&proof(auth, token)).await?.map(Identity::Impersonator));
            }
            live
        }
        Credential::Bearer(text) if ApiKey::is_marked(text) => {
            let Some(key) = ApiKey::parse(text) else { return Ok(None) };
            let holder = state.db.find_api_key(&key, auth.clock.now()).await?;
            return Ok(holder.map(Identity::Key));
        }
        Credential::Bearer(token) => tokens::open(auth, token).await,
    };
    Ok(live.map_err(Error::unavailable)?.map(|live| Identity::User(live.into())))
}
