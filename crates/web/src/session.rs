//! Who a request comes from: cookie sessions over our own store, and bearer tokens.

mod cookies;
mod store;
mod typed;

use std::rc::Rc;

use actix_session::config::{CookieContentSecurity, PersistentSession, TtlExtensionPolicy};
use actix_session::{SessionExt, SessionMiddleware};
use actix_web::HttpRequest;
use actix_web::cookie::SameSite;
use auth::{Auth, tokens};

pub use cookies::Cookies;
pub use store::Store;
pub use typed::{Principal, end, start};

use crate::error::Error;
use crate::state::State;

/// The session middleware of a worker. The cookie holds a signed token; what it opens is in the database.
pub fn layer(state: &Rc<State>) -> SessionMiddleware<Store> {
    let cookies = &state.shared.cookies;
    let lifetime = PersistentSession::default()
        .session_ttl(cookies.max_age())
        .session_ttl_extension_policy(TtlExtensionPolicy::OnStateChanges);
    SessionMiddleware::builder(Store::new(state.auth.clone()), cookies.key())
        .cookie_name(cookies.session_name().to_owned())
        .cookie_secure(cookies.is_secure())
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_path("/".to_owned())
        .cookie_content_security(CookieContentSecurity::Signed)
        .session_lifecycle(lifetime)
        .build()
}

/// Who asks, as the session middleware found out; `None` for somebody who isn't signed in.
pub fn principal(request: &HttpRequest) -> Result<Option<Principal>, Error> {
    typed::principal(&request.get_session())
}

/// Who an access token stands for; `None` for one that opens nothing. 503 where that can't be looked up.
pub async fn bearer_principal(auth: &Auth, token: &str) -> Result<Option<Principal>, Error> {
    Ok(tokens::open(auth, token).await?.map(Principal::from))
}
