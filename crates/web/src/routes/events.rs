//! Live updates: what happens to the rows that the caller may read, as it happens.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use futures_util::stream;
use tenancy::live::{ClientPosition, LogPosition, Positions, StreamCredential};
use tenancy::{Intent, Membership, Role, TenantId};

use crate::error::Error;
use crate::live::{Event, EventStream, Ground, MOST_EVENTS, MissedEvents, event_of, is_too_old};
use crate::request::{Request, X_TENANT};
use crate::route::{Response, Route, Success, handler};
use crate::schema::Schema;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Says to nginx that the response is passed on as it comes.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// The line of the table for live updates.
pub fn routes() -> Vec<Route> {
    let path = (Method::GET, "/api/events");
    let success = Success { status: 200, schema: Schema::Events };
    let summary = "Follows what happens to the rows that you may read: as a stream, or once as JSON";
    vec![
        Route::new("events", path, "followEvents", summary, success, handler!(follow))
            .member(Role::Viewer)
            .query(&["after", "tenant"]),
    ]
}

async fn follow(request: Rc<Request>) -> Response {
    refuse_foreign_pages(&request)?;
    let after = after(&request)?;
    let membership = request.state.db.authorize(&request.entry(Intent::Read)?).await?;
    let credential = StreamCredential::of(request.caller()?, &membership).ok_or(Error::Unauthenticated)?;
    let auth = &request.state.auth;
    let positions = &request.state.positions;
    let position = after.map(|text| read_position(positions, membership.tenant_id(), &text)).transpose()?;
    if asks_for_json(&request) {
        return missed(&request, &membership, position).await;
    }
    request.state.shared.readiness.check()?;
    let shared = &request.state.shared;
    let place = shared.places.take(&credential)?;
    let ground = Ground {
        hub: Arc::clone(&shared.hub),
        db: request.state.db.clone(),
        positions: positions.clone(),
        clock: auth.clock.clone(),
        limits: auth.session_limits,
        random: auth.random.clone(),
        metrics: shared.metrics.live.clone(),
    };
    let events = EventStream::new(ground, credential, place, position);
    let chunks = stream::unfold(events, |mut events| async move {
        let chunk = events.next().await?;
        Some((Ok::<_, Error>(chunk), events))
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, HeaderValue::from_static("text/event-stream")))
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform")))
        .insert_header((X_ACCEL_BUFFERING, HeaderValue::from_static("no")))
        .insert_header((X_TENANT, HeaderValue::from_str(membership.slug()).map_err(Error::internal)?))
        .streaming(chunks))
}

/// Refuses a page of another site: its browser would send the cookie along to a page of the same site.
fn refuse_foreign_pages(request: &Request) -> Result<(), Error> {
    let mut sites = request.http.headers().get_all(SEC_FETCH_SITE);
    if sites.any(|site| site == "cross-site" || site == "same-site") {
        return Err(Error::forbidden("cross_origin", "This request comes from a page of another origin."));
    }
    Ok(())
}

/// Where the client was: its last event when it comes back by itself, or what the URL says.
fn after(request: &Request) -> Result<Option<String>, Error> {
    let last = request.http.headers().get(LAST_EVENT_ID);
    if let Some(last) = last.filter(|last| !last.is_empty()) {
        return Ok(Some(last.to_str().map_err(|_| unreadable())?.to_owned()));
    }
    let mut parameters = request.query()?.into_iter();
    Ok(parameters.find(|(name, _)| name == "after").map(|(_, value)| value))
}

fn read_position(positions: &Positions, tenant: TenantId, text: &str) -> Result<ClientPosition, Error> {
    positions.read(tenant, text).ok_or_else(unreadable)
}

fn unreadable() -> Error {
    Error::BadRequest { code: "bad_position", detail: "The position is none that this tenant's events gave.".into() }
}

/// Whether the client asks for JSON, and for no stream.
fn asks_for_json(request: &Request) -> bool {
    let mut types = request.http.headers().get_all(ACCEPT).filter_map(|value| value.to_str().ok());
    let accepted = types.by_ref().collect::<Vec<_>>().join(",");
    accepted.contains("application/json") && !accepted.contains("text/event-stream")
}

/// What happened since a position, once, for clients that aren't connected all the time.
async fn missed(request: &Request, membership: &Membership, position: Option<ClientPosition>) -> Response {
    let db = &request.state.db;
    let now = request.state.auth.clock.now();
    let epoch = db.log_epoch().await?;
    let (tenant, user) = (membership.tenant_id(), membership.user_id());
    let begins = position.is_none();
    let usable = position.filter(|position| position.epoch == epoch && !is_too_old(position, now));
    let (events, log, resync): (Vec<Event>, LogPosition, bool) = match usable {
        None => (Vec::new(), db.log_position().await?, !begins),
        Some(position) => {
            let since = db.changes_since(&position.log, Some(tenant), MOST_EVENTS).await?;
            let own = since.changes.iter().filter(|change| change.is_for(tenant, user) && !position.has(change));
            let events = if since.is_cut { Vec::new() } else { own.filter_map(event_of).collect() };
            (events, since.position, since.is_cut)
        }
    };
    // What came after the credential had ended is not for its holder.
    db.authorize(&request.entry(Intent::Read)?).await?;
    let position = request.state.positions.write(tenant, &ClientPosition { epoch, log, partly: None, at: now });
    let json = serde_json::to_vec(&MissedEvents { events, position, resync }).map_err(Error::internal)?;
    Ok(Request::json(StatusCode::OK, membership, json))
}
