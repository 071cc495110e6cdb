use std::rc::Rc;

use actix_web::HttpResponse;
use auth::{SessionId, sessions};
use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;

use super::logout::signed_out;
use crate::error::Error;
use crate::request::Request;
use crate::route::Response;

#[derive(Serialize, JsonSchema)]
pub struct Sessions {
    items: Vec<OwnSession>,
}

/// A browser or device where the user is signed in.
#[derive(Serialize, JsonSchema)]
struct OwnSession {
    id: uuid::Uuid,
    device_name: Option<String>,
    /// What the browser said it is, at sign-in
    user_agent: Option<String>,
    /// Where the sign-in came from
    address: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
    /// At most a minute behind
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    last_seen_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    expires_at: OffsetDateTime,
    /// Whether this request came with it
    current: bool,
}

/// Lists the user's sessions.
pub async fn list(request: Rc<Request>) -> Response {
    let principal = request.principal()?;
    let entries = sessions::list(&request.state.auth, &request.claim()?).await?;
    let items = entries.into_iter().map(|entry| OwnSession {
        id: entry.id.0,
        device_name: entry.device_name,
        user_agent: entry.user_agent,
        address: entry.address.map(|address| address.to_string()),
        created_at: entry.created_at,
        last_seen_at: entry.last_seen_at,
        expires_at: entry.expires_at,
        current: entry.id == principal.session_id,
    });
    Ok(HttpResponse::Ok().json(Sessions { items: items.collect() }))
}

/// Ends a session of the user. 404 for another user's session, as for an unknown id.
pub async fn end(request: Rc<Request>) -> Response {
    let (principal, id) = (request.principal()?, SessionId(request.id()?));
    if !sessions::end(&request.state.auth, &request.claim()?, id).await? {
        return Err(Error::NotFound);
    }
    if id == principal.session_id {
        return Ok(signed_out(&request));
    }
    Ok(HttpResponse::NoContent().finish())
}
