use std::rc::Rc;

use actix_session::SessionExt;
use actix_web::HttpResponse;
use actix_web::http::header::{HeaderName, HeaderValue};
use auth::sessions;

use super::impersonation;
use crate::request::Request;
use crate::route::Response;
use crate::session;

const CLEAR_SITE_DATA: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));

/// Ends the session.
pub async fn logout(request: Rc<Request>) -> Response {
    if let Some(acting) = request.impersonation() {
        return impersonation::sign_out(&request, acting).await;
    }
    sessions::sign_out(&request.state.auth, &request.claim()?).await?;
    Ok(signed_out(&request))
}

/// Ends all sessions of the user, this one included.
pub async fn logout_all(request: Rc<Request>) -> Response {
    sessions::end_all(&request.state.auth, &request.claim()?).await?;
    Ok(signed_out(&request))
}

/// Takes the cookie away, and what the browser has stored of responses. The device stays known.
pub fn signed_out(request: &Request) -> HttpResponse {
    session::end(&request.http.get_session());
    HttpResponse::NoContent().insert_header(CLEAR_SITE_DATA).finish()
}
