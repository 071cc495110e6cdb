//! What is written down about a request off its path: nobody waits for it, and no answer depends on it.

use actix_web::dev::ServiceRequest;
use auth::refusals::Refusal;
use auth::{SessionToken, StoreError, UserId, key_uses, sessions};
use domain::kit::Class;
use tenancy::TenantRef;
use tenancy::denied::{Miss, Target};

use crate::edge::Context;
use crate::request::{Request, X_TENANT};
use crate::route::{Access, Route};
use crate::session::{self, Identity};
use crate::state::State;

/// Notes that a session or a key was used, where that is due.
pub fn note_use(state: &State, identity: &Identity) {
    let now = state.auth.clock.now();
    if !identity.is_use_due(now) {
        return;
    }
    let pool = state.auth.pool.clone();
    let session_id = match identity {
        Identity::User(principal) => principal.session_id,
        Identity::Impersonator(acting) => acting.session_id,
        Identity::Key(holder) => {
            let id = holder.key_id.0;
            return spawn(async move { key_uses::note(&pool, id, now).await });
        }
    };
    spawn(async move { sessions::touch(&pool, session_id, now).await });
}

/// As [`note_use`], of a session that the database found by its token.
pub fn note_proved_use(request: &Request, token: &SessionToken) {
    let Some(last_seen_at) = request.who.admission().and_then(|admission| admission.last_seen_at) else { return };
    let auth = &request.state.auth;
    if sessions::is_touch_due(last_seen_at, auth.clock.now()) {
        let (pool, proof) = (auth.pool.clone(), session::proof(auth, token));
        spawn(async move { sessions::touch_proved(&pool, &proof).await });
    }
}

fn spawn(note: impl Future<Output = Result<(), StoreError>> + 'static) {
    actix_web::rt::spawn(async move {
        if let Err(error) = note.await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the use of a credential was not noted");
        }
    });
}

/// Has a refusal written into the security log.
pub fn note_refusal(
    state: &State,
    request: &ServiceRequest,
    context: &Context,
    route: &'static Route,
    code: &'static str,
) {
    let Some(actor) = context.impersonator().or(context.user()) else { return };
    let named = request.headers().get(X_TENANT).and_then(|named| named.to_str().ok());
    state.refusals.note(Refusal {
        actor: UserId(actor),
        acting_as: context.impersonator().and(context.user()).map(UserId),
        tenant: named.filter(|named| TenantRef::parse(named).is_some()).map(str::to_owned),
        route: route.operation,
        code,
        address: Some(context.client),
        request_id: context.id.uuid(),
    });
}

/// Has somebody look whether what was not found belongs to another tenant.
pub fn note_miss(request: &Request, context: &Context) {
    let (Some(actor_id), Access::Member(_)) = (context.user(), request.route.access) else { return };
    let named = request.named_tenant().and_then(TenantRef::parse);
    let miss = |target| Miss {
        actor_id,
        impersonator_id: context.impersonator(),
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
