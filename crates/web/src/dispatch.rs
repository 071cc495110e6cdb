//! From a request that the edge let in to its route's handler.

mod audit_hooks;
mod authenticate;
mod authorize;
mod body;
mod quota;

use std::cell::RefCell;
use std::rc::Rc;

use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpResponse};

use crate::edge::limit::Limit;
use crate::edge::{Context, unit};
use crate::error::Error;
use crate::metrics::RouteId;
use crate::request::Request;
use crate::route::{Body, Response, Route};
use crate::router::{self, RouteMatch};
use crate::schema::Schema;
use crate::state::State;

/// Where a read is in the change log.
const X_LOG_POSITION: HeaderName = HeaderName::from_static("x-log-position");

/// Serves a request by the route table.
pub async fn dispatch(state: Rc<State>, mut request: ServiceRequest) -> Result<ServiceResponse, actix_web::Error> {
    match response(state, &mut request).await {
        Ok(response) => Ok(request.into_response(response)),
        Err(error) => Err(error.into()),
    }
}

async fn response(state: Rc<State>, request: &mut ServiceRequest) -> Response {
    let found = router::find(request.method(), request.path())?;
    let context = Context::of(request.request())?;
    let route = found.route;
    let response = serve(Rc::clone(&state), request, found, Rc::clone(&context)).await;
    if let Err(Error::Forbidden { code, .. }) = &response {
        audit_hooks::note_refusal(&state, request, &context, route, code);
    }
    response
}

/// Serves a request by a line of the table.
async fn serve(
    state: Rc<State>,
    request: &mut ServiceRequest,
    RouteMatch { route, index, path }: RouteMatch,
    context: Rc<Context>,
) -> Response {
    context.set_route(RouteId::of_index(index));
    check_limits(&state, request, &context, route)?;
    let is_transfer =
        matches!((route.body, route.success.schema), (Body::Rows(_), _) | (_, Schema::Rows(_) | Schema::Audio));
    if is_transfer {
        // A transfer lasts as long as it makes progress. A stream of events begins within the deadline, like any response.
        context.set_deadline(None);
    }

    // A credential that opens nothing is refused before a body is read, and before one is refused.
    let bounded = body::rules(&state, route, request).check_limits(request);
    let mut identity = authenticate::authenticate(&state, &context, route, request, bounded.is_ok()).await?;
    bounded?;
    if is_transfer {
        context.occupancy.begin_stream()?;
    }
    let mut payload = request.take_payload();
    let http = request.request().clone();

    unit::run(async move {
        let streams = matches!(route.body, Body::Rows(_));
        let body = if streams { Bytes::new() } else { body::read(&context.occupancy, &mut payload).await? };
        authenticate::prove_for_replica(&state, route, &mut identity).await?;
        let request = Rc::new(Request {
            http,
            route,
            id: context.id.uuid(),
            identity,
            state,
            path,
            body,
            payload: RefCell::new(streams.then_some(payload)),
        });
        let counted = quota::count_ahead(&request).await?;
        let response = (route.handler)(Rc::clone(&request)).await;
        let response = authenticate::finish(&request, &context, response).await;
        let response = response.map(|response| name_position(&request, response));
        if matches!(response, Err(Error::NotFound)) {
            audit_hooks::note_miss(&request, &context);
        }
        if counted { response } else { quota::count_behind(&request, response) }
    })
    .await
}

/// Counts a request as a write, and as what its line says beside.
fn check_limits(state: &State, request: &ServiceRequest, context: &Context, route: &Route) -> Result<(), Error> {
    let limits = &state.shared.limits;
    if !request.method().is_safe() {
        limits.check(Limit::Write, context.client_key())?;
    }
    route.limit.map_or(Ok(()), |limit| limits.check(limit, context.client_key()))
}

/// Names the position of a read in the change log, from which live updates go on (`docs/live.md`).
fn name_position(request: &Request, mut response: HttpResponse) -> HttpResponse {
    let Some(caller) = request.identity.shown().map(|shown| &shown.caller) else { return response };
    let is_read = request.route.method.is_safe() && !response.status().is_client_error();
    if let (true, Some(snapshot), Some(tenant)) =
        (is_read, caller.snapshot(), caller.admission().and_then(|a| a.tenant_id))
        && let Ok(snapshot) = snapshot.parse()
        && let Some(position) = request.state.shared.hub.position_of(snapshot, request.state.auth.clock.now())
        && let Ok(position) = HeaderValue::from_str(&request.state.positions.write(tenant, &position))
    {
        response.headers_mut().insert(X_LOG_POSITION, position);
    }
    response
}
