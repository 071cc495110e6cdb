use std::rc::Rc;

use actix_web::HttpResponse;
use auth::PastEvent;
use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::request::Request;
use crate::route::Response;
use crate::routes::page::PageQuery;

#[derive(Serialize, JsonSchema)]
pub struct History {
    items: Vec<EventView>,
    /// Where the next page begins; null on the last
    next_cursor: Option<String>,
}

/// A sign-in, an attempt at one, or a change of what the user signs in with.
#[derive(Serialize, JsonSchema)]
struct EventView {
    id: Uuid,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    at: OffsetDateTime,
    /// In the words of OWASP's logging vocabulary
    #[schemars(extend("examples" = ["authn_login_success", "authn_login_fail", "session_ended"]))]
    kind: String,
    /// Whether it was done; false for what was refused
    succeeded: bool,
    /// Where the request came from; null for what was done on the server itself
    address: Option<String>,
    request_id: Option<Uuid>,
}

/// Lists what happened to the user's account, newest first (AUD-1; ASVS 7.5.2).
pub async fn list(request: Rc<Request>) -> Response {
    let page = PageQuery::parse(&request)?;
    let mut events = auth::history(&request.state.auth, &request.claim()?, page.after, page.limit).await?;
    let next_cursor = page.cut(&mut events, |event| event.id);
    let items = events.into_iter().map(EventView::from).collect();
    Ok(HttpResponse::Ok().json(History { items, next_cursor }))
}

impl From<PastEvent> for EventView {
    fn from(event: PastEvent) -> Self {
        Self {
            id: event.id,
            at: event.at,
            kind: event.kind,
            succeeded: event.succeeded,
            address: event.address.map(|address| address.to_string()),
            request_id: event.request_id,
        }
    }
}
