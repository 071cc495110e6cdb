//! From a request that the edge let in to its route's handler.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use actix_web::HttpMessage;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::web::{Bytes, BytesMut};
use auth::refusals::Refusal;
use auth::{SessionToken, StoreError, UserId, admins, key_uses, sessions};
use domain::kit::Class;
use futures_util::StreamExt;
use tenancy::denied::{Miss, Target};
use tenancy::{Caller, TenantRef};

use crate::edge::body::{BodyRules, has_body, has_body_within};
use crate::edge::limit::Limit;
use crate::edge::{Context, unit};
use crate::error::Error;
use crate::metrics::RouteId;
use crate::request::{Request, X_TENANT};
use crate::route::{Access, Answer, Body, Route};
use crate::schema::Schema;
use crate::session::{self, Credential, Identity, Principal};
use crate::state::State;
use crate::table::{self, Found};

/// How long a proof of identity is recent enough for a sensitive change (ASVS 7.5.1).
const FRESH: time::Duration = time::Duration::minutes(5);

/// A body of at most so many bytes mostly comes with its head. It is read before it is known whose session is shown, if a
/// signed cookie shows one.
const SMALL_BODY: u64 = 16 * 1024;

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
    let route = found.route;
    let answer = serve(Rc::clone(&state), request, found, Rc::clone(&context)).await;
    if let Err(Error::Forbidden { code, .. }) = &answer {
        note_refusal(&state, request, &context, route, code);
    }
    answer
}

/// Answers a request by a line of the table.
async fn serve(state: Rc<State>, request: &mut ServiceRequest, found: Found, context: Rc<Context>) -> Answer {
    context.set_route(RouteId::of_index(found.index));
    if !request.method().is_safe() {
        state.shared.limits.check(Limit::Write, context.client_key())?;
    }
    if let Some(limit) = found.route.limit {
        state.shared.limits.check(limit, context.client_key())?;
    }

    let rules = match found.route.body {
        Body::None | Body::Json(_) | Body::MergePatch(_) => BodyRules::json(state.shared.body_limit),
        Body::Rows(_) => BodyRules::stream(&["text/csv", "application/x-ndjson"], state.shared.import_limit),
    };
    if matches!((found.route.body, found.route.success.schema), (Body::Rows(_), _) | (_, Schema::Rows(_))) {
        // A transfer lasts as long as it makes progress.
        context.set_deadline(None);
    }
    let admitted = rules.admit(request);

    // Who asks is settled before a body is read: here, or by the very statement that does what is asked.
    let credential = Credential::of(request.request())?;
    let within = match &credential {
        Some(Credential::Cookie(token)) if admitted.is_ok() && is_settled_within(&state, found.route, request) => {
            Some(token.clone())
        }
        _ => None,
    };
    let identity = match within {
        Some(_) => None,
        None => settle(&state, &context, found.route, credential.as_ref()).await?,
    };
    admitted?;
    let mut payload = request.take_payload();
    let http = request.request().clone();

    unit::run(async move {
        let streams = matches!(found.route.body, Body::Rows(_));
        let body = if streams { Bytes::new() } else { read(&mut payload).await? };
        let proof = within.as_ref().map(|token| session::proof(&state.auth, token));
        let request = Rc::new(Request {
            http,
            state,
            route: found.route,
            id: context.id.uuid(),
            principal: OnceCell::new(),
            key: OnceCell::new(),
            impersonation: OnceCell::new(),
            caller: RefCell::new(proof.map(Caller::session)),
            parameter: found.parameter,
            body,
            payload: RefCell::new(streams.then_some(payload)),
        });
        if let Some(identity) = identity {
            request.identify(identity);
        }
        let counted = count_ahead(&request)?;
        let mut answer = handle(&request, &context).await;
        if let Some(token) = within {
            if is_settled(&request, &answer) {
                note_proved_use(&request, &token);
            } else {
                // Whatever the handler came to counts for nothing: who asks is looked up, and it runs again.
                let identity = settle(&request.state, &context, request.route, credential.as_ref()).await?;
                if let Some(identity) = identity {
                    request.identify(identity);
                }
                answer = handle(&request, &context).await;
            }
        }
        if matches!(answer, Err(Error::NotFound)) {
            note_miss(&request, &context);
        }
        if counted { answer } else { count_behind(&request, answer) }
    })
    .await
}

/// Whether the statement that does the work may find out who asks as well, which saves a round trip: nothing is asked for
/// beyond a live session, and what comes after the head is little.
///
/// A read goes to the database where sessions end, since one that is behind would let a session in that was just ended. A
/// write is one of the kit's, which is a single unit of work, and no tenant's requests are counted: one too many has to be
/// refused ahead of its work.
fn is_settled_within(state: &State, route: &Route, request: &ServiceRequest) -> bool {
    if route.fresh || route.verified {
        return false;
    }
    if request.method().is_safe() {
        return matches!(route.access, Access::SignedIn | Access::Member(_))
            && !has_body(request)
            && !state.shared.reads_lag;
    }
    route.resource.is_some()
        && matches!(route.access, Access::Member(_))
        && !matches!(route.body, Body::Rows(_))
        && has_body_within(request, SMALL_BODY)
        && !state.shared.quotas.are_any()
}

/// Whether the handler's answer may leave: the database let somebody in, and the handler asked for no more about them. What
/// went wrong at the server may be heard by anybody, and is not tried again: whether it was done isn't known.
fn is_settled(request: &Request, answer: &Answer) -> bool {
    match answer {
        Err(Error::Unavailable { .. } | Error::Internal(_)) => true,
        Err(Error::Unauthenticated) => false,
        _ => request.admission().is_some(),
    }
}

/// Looks up who asks, and whether they may use the route.
async fn settle(
    state: &State,
    context: &Context,
    route: &Route,
    credential: Option<&Credential>,
) -> Result<Option<Identity>, Error> {
    let identity = match (credential, route.access) {
        // A bearer token is looked at where somebody has to be asking.
        (None, _) | (Some(Credential::Bearer(_)), Access::Open(_)) => None,
        (Some(credential), _) => session::identify(state, credential).await?,
    };
    let (pool, now) = (state.auth.pool.clone(), state.auth.clock.now());
    match &identity {
        Some(Identity::Key(holder)) => {
            context.set_user(holder.user_id);
            state.shared.limits.check(Limit::ApiKey, holder.key_id)?;
            let id = holder.key_id.0;
            if key_uses::is_due(holder.last_used_at, now) {
                note_use(async move { key_uses::note(&pool, id, now).await });
            }
            session::admit_key(route, holder)?;
        }
        Some(Identity::Impersonator(acting)) => {
            context.set_user(acting.user_id);
            context.set_impersonator(acting.admin_id);
            let id = acting.session_id;
            if sessions::is_touch_due(acting.last_seen_at, now) {
                note_use(async move { sessions::touch(&pool, id, now).await });
            }
            session::admit_impersonator(route, acting)?;
        }
        Some(Identity::User(principal)) => {
            context.set_user(principal.user_id.0);
            let id = principal.session_id;
            if sessions::is_touch_due(principal.last_seen_at, now) {
                note_use(async move { sessions::touch(&pool, id, now).await });
            }
            admit(state, route, Some(principal))?;
        }
        None => admit(state, route, None)?,
    }
    if let (Access::Platform, Some(Identity::User(principal))) = (route.access, &identity) {
        admit_platform(state, principal).await?;
    }
    Ok(identity)
}

/// Counts a request against its tenant's limit before its work, where it is known which tenant it is in.
fn count_ahead(request: &Request) -> Result<bool, Error> {
    let quotas = &request.state.shared.quotas;
    if !(quotas.are_any() && matches!(request.route.access, Access::Member(_))) {
        return Ok(false);
    }
    if let Some(acting) = request.impersonation.get() {
        return quotas.check_tenant(acting.tenant_id.0);
    }
    match (request.key.get(), request.principal.get()) {
        (Some(key), _) => quotas.check_tenant(key.tenant_id.0),
        (None, Some(principal)) => quotas.check_seen(&(principal.user_id.0, named(request))),
        (None, None) => Ok(false),
    }
}

/// Counts a request against the limit of the tenant that it turned out to be in. What it did stays done.
fn count_behind(request: &Request, answer: Answer) -> Answer {
    let quotas = &request.state.shared.quotas;
    if !quotas.are_any() {
        return answer;
    }
    let Some(admission) = request.admission() else { return answer };
    let Some(tenant) = admission.tenant_id else { return answer };
    match quotas.check_admitted(tenant.0, (admission.user_id, named(request))) {
        Err(refused) if request.route.method.is_safe() => Err(refused),
        _ => answer,
    }
}

fn named(request: &Request) -> Option<String> {
    request.http.headers().get(X_TENANT).and_then(|named| named.to_str().ok()).map(str::to_owned)
}

/// Runs the handler, and keeps for the log whom the database let in, and where.
async fn handle(request: &Rc<Request>, context: &Context) -> Answer {
    let answer = (request.route.handler)(Rc::clone(request)).await;
    if let Some(admission) = request.admission() {
        context.set_user(admission.user_id);
        if let Some(tenant) = admission.tenant_id {
            context.set_tenant(tenant.0);
        }
    }
    answer
}

/// Whether somebody runs the installation, and has proved who they are by two factors (INV-5).
async fn admit_platform(state: &State, principal: &Principal) -> Result<(), Error> {
    if !admins::is_admin(&state.auth, principal.user_id).await? {
        return Err(Error::forbidden("platform_admins_only", "This is for platform admins."));
    }
    if !principal.second_factor {
        return Err(Error::forbidden("second_factor_required", "Sign in with a second factor."));
    }
    Ok(())
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
    if route.verified && !principal.is_verified() {
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

/// Writes down, off the request's path, that a session or a key was used.
fn note_use(note: impl Future<Output = Result<(), StoreError>> + 'static) {
    actix_web::rt::spawn(async move {
        if let Err(error) = note.await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the use of a credential was not noted");
        }
    });
}

/// As [`note_use`], of a session that the database found by its token.
fn note_proved_use(request: &Request, token: &SessionToken) {
    let Some(last_seen_at) = request.admission().and_then(|admission| admission.last_seen_at) else { return };
    let auth = &request.state.auth;
    let (pool, proof) = (auth.pool.clone(), session::proof(auth, token));
    if sessions::is_touch_due(last_seen_at, proof.now()) {
        note_use(async move { sessions::touch_proved(&pool, &proof).await });
    }
}

/// Has a refusal written into the security log, off the request's path.
fn note_refusal(state: &State, request: &ServiceRequest, context: &Context, route: &Route, code: &'static str) {
    let Some(actor) = context.impersonator().or(context.user()) else { return };
    let named = request.headers().get(X_TENANT).and_then(|named| named.to_str().ok());
    state.refusals.note(Refusal {
        actor: UserId(actor),
        tenant: named.filter(|named| TenantRef::parse(named).is_some()).map(str::to_owned),
        route: route.operation,
        code,
        address: Some(context.client),
        request_id: context.id.uuid(),
    });
}

/// Has somebody look, off the request's path, whether what was not found belongs to another tenant.
fn note_miss(request: &Request, context: &Context) {
    let (Some(actor_id), Access::Member(_)) = (context.user(), request.route.access) else { return };
    let named = request.http.headers().get(X_TENANT).and_then(|named| TenantRef::parse(named.to_str().ok()?));
    let miss = |target| Miss {
        actor_id,
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
