//! From a request that the edge let in to its route's handler.

use std::rc::Rc;

use actix_web::HttpMessage;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::web::{Bytes, BytesMut};
use auth::sessions;
use domain::kit::Class;
use futures_util::StreamExt;
use tenancy::TenantRef;
use tenancy::denied::{Miss, Target};

use crate::edge::body::BodyRules;
use crate::edge::limit::Limit;
use crate::edge::{Context, unit};
use crate::error::Error;
use crate::metrics::RouteId;
use crate::request::{Request, X_TENANT};
use crate::route::{Access, Answer, Body, Route};
use crate::schema::Schema;
use crate::session::{self, Principal};
use crate::state::State;
use crate::table;

/// How long a proof of identity is recent enough for a sensitive change (ASVS 7.5.1).
const FRESH: time::Duration = time::Duration::minutes(5);

/// Answers a request by the route table.
pub async fn dispatch(state: Rc<State>, mut request: ServiceRequest) -> Result<ServiceResponse, actix_web::Error> {
    match answer(state, &mut request).await {
        Ok(answer) => Ok(request.into_response(answer)),
        Err(error) => Err(error.into()),
    }
}

async fn answer(state: Rc<State>, request: &mut ServiceRequest) -> Answer {
    let found = table::find(request.method(), request.path())?;
    let context = Context::of(request.request())?;
    context.set_route(RouteId::of_index(found.index));
    if !request.method().is_safe() {
        state.shared.limits.check(Limit::Write, context.client_key())?;
    }
    if let Some(limit) = found.route.limit {
        state.shared.limits.check(limit, context.client_key())?;
    }

    // Who asks is settled before a byte of the body is read.
    let principal = session::principal(request.request())?;
    if let Some(principal) = &principal {
        context.set_user(principal.user_id.0);
        note_use(&state, principal);
    }
    admit(&state, found.route, principal.as_ref())?;

    let rules = match found.route.body {
        Body::None | Body::Json(_) | Body::MergePatch(_) => BodyRules::json(state.shared.body_limit),
        Body::Rows(_) => BodyRules::stream(&["text/csv", "application/x-ndjson"], state.shared.import_limit),
    };
    if matches!((found.route.body, found.route.success.schema), (Body::Rows(_), _) | (_, Schema::Rows(_))) {
        // A transfer lasts as long as it makes progress.
        context.set_deadline(None);
    }
    rules.admit(request)?;
    let mut payload = request.take_payload();
    let http = request.request().clone();

    unit::run(async move {
        let streams = matches!(found.route.body, Body::Rows(_));
        let body = if streams { Bytes::new() } else { read(&mut payload).await? };
        let request = Request {
            http,
            state,
            route: found.route,
            id: context.id.uuid(),
            principal,
            parameter: found.parameter,
            body,
            payload: std::cell::RefCell::new(streams.then_some(payload)),
        };
        let request = Rc::new(request);
        let answer = (found.route.handler)(Rc::clone(&request)).await;
        if matches!(answer, Err(Error::NotFound)) {
            note_miss(&request, &context);
        }
        answer
    })
    .await
}

/// Whether somebody may use a route, as far as the session tells. The role in the tenant is checked where the work is done.
fn admit(state: &State, route: &Route, principal: Option<&Principal>) -> Result<(), Error> {
    if matches!(route.access, Access::Open(_)) {
        return Ok(());
    }
    let principal = principal.ok_or(Error::Unauthenticated)?;
    if principal.pending && route.access != Access::HalfSignedIn {
        return Err(Error::Unauthenticated);
    }
    if route.verified && !principal.email_verified {
        return Err(Error::forbidden("email_unverified", "Confirm your address first."));
    }
    if route.fresh && state.auth.clock.now() - principal.proved_at > FRESH {
        return Err(Error::forbidden("reauthentication_required", "Prove again who you are."));
    }
    Ok(())
}

async fn read(payload: &mut actix_web::dev::Payload) -> Result<Bytes, Error> {
    let Some(first) = payload.next().await.transpose()? else { return Ok(Bytes::new()) };
    let Some(second) = payload.next().await.transpose()? else { return Ok(first) };
    let mut whole = BytesMut::from(first);
    whole.extend_from_slice(&second);
    while let Some(chunk) = payload.next().await.transpose()? {
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}

/// Writes down, off the request's path and at most once a minute, that a session was used.
fn note_use(state: &State, principal: &Principal) {
    let now = state.auth.clock.now();
    if !sessions::is_touch_due(principal.last_seen_at, now) {
        return;
    }
    let (pool, id) = (state.auth.pool.clone(), principal.session_id);
    actix_web::rt::spawn(async move {
        if let Err(error) = sessions::touch(&pool, id, now).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the use of a session was not noted");
        }
    });
}

/// Has somebody look, off the request's path, whether what was not found belongs to another tenant.
fn note_miss(request: &Request, context: &Context) {
    let (Some(principal), Access::Member(_)) = (&request.principal, request.route.access) else { return };
    let named = request.http.headers().get(X_TENANT).and_then(|named| TenantRef::parse(named.to_str().ok()?));
    let miss = |target| Miss {
        actor_id: principal.user_id.0,
        named: named.clone().unwrap_or(TenantRef::HOME),
        target,
        route: request.route.operation,
        request_id: request.id,
        address: Some(context.client),
    };
    if let Some(tenant) = &named {
        request.state.notes.note(miss(Target::Tenant(tenant.clone())));
    }
    let owned = request.route.resource.filter(|resource| resource.class != Class::Catalog);
    if let (Some(resource), Ok(id)) = (owned, request.id()) {
        request.state.notes.note(miss(Target::Row { table: resource.table, id }));
    }
}
