//! Who a request comes from.

use actix_web::{HttpMessage, HttpRequest};

use crate::error::Error;

/// Who is signed in, by a session that was live when the request came.
pub use auth::LiveSession as Principal;

/// Who asks, as the session middleware found out; `None` for somebody who isn't signed in.
pub fn principal(request: &HttpRequest) -> Result<Option<Principal>, Error> {
    Ok(request.extensions().get::<Principal>().cloned())
}
