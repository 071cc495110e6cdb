//! The identity of a request: looked up before its body is read, to refuse early, or left to the statement that does
//! the work.
//!
//! No response depends on the early lookup alone. Each unit of work proves the credential in its own transaction, so a
//! credential that ends while the body is on its way has no effect (SES-9). Leaving the lookup to the statement saves a
//! round trip where the handler is that one statement: such routes are marked ([`Route::deferrable`]). The database
//! answers alike for a cookie, an access token, an API key and an impersonation.

use actix_web::dev::ServiceRequest;
use tenancy::{Caller, SessionDemands};

use super::{audit_hooks, authorize};
use crate::edge::Context;
use crate::edge::body::{has_body, has_body_within};
use crate::edge::limit::Limit;
use crate::error::Error;
use crate::request::{RECENT_AUTH, Request, RequestIdentity, ShownCaller};
use crate::route::{Access, Body, Response, Route};
use crate::schema::Schema;
use crate::session::{self, Credential, Identity, Shown};
use crate::state::State;

/// Bodies of at most so many bytes usually arrive with the head, so nothing is gained by refusing before they are read.
const SMALL_BODY: u64 = 16 * 1024;

/// Looks up the holder of the credential, or leaves that to the work. `in_bounds`: the body may be read at all.
pub async fn authenticate(
    state: &State,
    context: &Context,
    route: &Route,
    request: &ServiceRequest,
    in_bounds: bool,
) -> Result<RequestIdentity, Error> {
    if matches!(route.body, Body::Signed | Body::Unread | Body::Report(_)) {
        // The signature, or the token in the path, is the credential, and no other counts beside it. A report is any client's.
        return Ok(RequestIdentity::Anonymous);
    }
    let is_open = matches!(route.access, Access::Open(_));
    let credential = match Credential::of(state, request.request()).await? {
        Shown::Known(credential) => credential,
        Shown::Nothing | Shown::Unknown if is_open => return Ok(RequestIdentity::Anonymous),
        Shown::Nothing | Shown::Unknown => return Err(Error::Unauthenticated),
    };
    if let Credential::ApiKey(key) = &credential {
        if is_open {
            return Ok(RequestIdentity::Anonymous);
        }
        state.shared.limits.check(Limit::ApiKey, key.prefix())?;
    }
    let caller = caller(state, route, &credential);
    if in_bounds && can_defer(state, route, request, &credential) {
        return Ok(RequestIdentity::Deferred(ShownCaller { credential, caller, on_replica: None }));
    }
    context.occupancy.begin_work()?;
    let Some(identity) = resolve(state, context, &credential).await? else {
        return if is_open { Ok(RequestIdentity::Anonymous) } else { Err(Error::Unauthenticated) };
    };
    audit_hooks::note_use(state, &credential, &identity);
    authorize::check(state, route, &identity).await?;
    Ok(RequestIdentity::Resolved { identity, shown: ShownCaller { credential, caller, on_replica: None } })
}

/// Proves a session on the primary for a read on the replica, where there is one. That is once the whole request is
/// there, since the session may have ended meanwhile, and the replica would not know. A stream proves each of its parts
/// on the primary instead.
pub async fn prove_for_replica(state: &State, route: &Route, identity: &mut RequestIdentity) -> Result<(), Error> {
    let (RequestIdentity::Resolved { shown, .. } | RequestIdentity::Deferred(shown)) = identity else { return Ok(()) };
    let is_one_read = route.method.is_safe() && !matches!(route.success.schema, Schema::Rows(_));
    if is_one_read && matches!(route.access, Access::Member(_)) {
        shown.on_replica = state.db.proved_for_replica(&shown.caller).await?;
    }
    Ok(())
}

/// Looks up the holder of a credential, and notes them for the log.
pub async fn resolve(state: &State, context: &Context, credential: &Credential) -> Result<Option<Identity>, Error> {
    let identity = session::identify(state, credential).await?;
    if let Some(identity) = &identity {
        context.set_user(identity.user_id());
        if let Some(admin_id) = identity.impersonator() {
            context.set_impersonator(admin_id);
        }
    }
    Ok(identity)
}

/// The credential for units of work in tenants, with what the route demands of it.
fn caller(state: &State, route: &Route, credential: &Credential) -> Caller {
    let now = state.auth.clock.now();
    match credential {
        Credential::Session(proof) => {
            let demands = SessionDemands {
                proved_since: route.requires_recent_auth.then(|| now - RECENT_AUTH),
                verified: route.requires_verified_contact,
                hold: route.lasting,
            };
            Caller::session_with(proof.clone(), demands)
        }
        // A route without a scope is closed to keys, which the early look says.
        Credential::ApiKey(key) => {
            Caller::key(key, route.scope().unwrap_or(("", tenancy::api_keys::Action::Write)), now)
        }
    }
}

/// Whether the credential may be left to the work: the route is one statement, and what comes after the head is little.
///
/// Where a tenant's requests are counted, one too many has to be refused ahead of its work.
fn can_defer(state: &State, route: &Route, request: &ServiceRequest, credential: &Credential) -> bool {
    let is_closed = matches!(credential, Credential::ApiKey(_)) && !route.allows_api_keys;
    if !route.deferrable || is_closed {
        return false;
    }
    if request.method().is_safe() {
        return !has_body(request);
    }
    has_body_within(request, SMALL_BODY) && !state.shared.quotas.are_any()
}

/// Lets the response leave, and notes for the logs what the work found out about the credential. If no unit of work let
/// it in (the handler refused before its statement, or the database did), the credential is looked up after all: one
/// that has ended is refused, unless the response is a fault of the server's, and the security log names its user.
pub async fn finish(request: &Request, context: &Context, response: Response) -> Response {
    if let Some(admission) = request.identity.admission() {
        context.set_user(admission.user_id);
        if let Some(tenant) = admission.tenant_id {
            context.set_tenant(tenant.0);
        }
        if let (Some(admin_id), Some(ShownCaller { credential: Credential::Session(_), .. })) =
            (admission.via, request.identity.shown())
        {
            context.set_impersonator(admin_id);
        }
    }
    let RequestIdentity::Deferred(shown) = &request.identity else { return response };
    if let Some(admission) = shown.caller.admission() {
        audit_hooks::note_admitted_use(&request.state, &shown.credential, admission);
        return response;
    }
    // A tenant that has its share is refused without a round trip.
    if matches!(
        response,
        Err(Error::Unauthenticated | Error::Unavailable { .. } | Error::ShareUsedUp { .. } | Error::Internal(_))
    ) {
        return response;
    }
    let identity = resolve(&request.state, context, &shown.credential).await?.ok_or(Error::Unauthenticated)?;
    audit_hooks::note_use(&request.state, &shown.credential, &identity);
    authorize::check(&request.state, request.route, &identity).await?;
    response
}
