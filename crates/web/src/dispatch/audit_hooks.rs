//! Notes about a request, written in the background: its response neither waits for them nor depends on them.

use actix_web::dev::ServiceRequest;
use auth::denial_log::Refusal;
use auth::{StoreError, UserId, key_uses, sessions};
use domain::kit::Class;
use tenancy::denied::{MissedLookup, Target};
use tenancy::{Admission, TenantRef};
use uuid::Uuid;

use crate::edge::Context;
use crate::request::{Request, X_TENANT};
use crate::route::{Access, Route};
use crate::session::{Credential, Identity};
use crate::state::State;
use base::causes;

/// Notes that a session or a key was used, where that is due.
pub fn note_use(state: &State, credential: &Credential, identity: &Identity) {
    let now = state.auth.clock.now();
    if !identity.is_use_due(now) {
        return;
    }
    let pool = state.auth.pool.clone();
    match (credential, identity) {
        (Credential::Session(proof), _) => {
            let proof = proof.clone();
            spawn(async move { sessions::touch_proved(&pool, &proof).await });
        }
        (Credential::ApiKey(_), Identity::Key(holder)) => {
            let id = holder.key_id.0;
            spawn(async move { key_uses::note(&pool, id, now).await });
        }
        (Credential::ApiKey(_), _) => {}
    }
}

/// As [`note_use`], of a credential that the database let in by the statement that did the work.
pub fn note_admitted_use(state: &State, credential: &Credential, admission: &Admission) {
    let auth = &state.auth;
    let now = auth.clock.now();
    match (credential, admission.last_seen_at, admission.via) {
        (Credential::ApiKey(_), last_used_at, Some(key_id)) if key_uses::is_due(last_used_at, now) => {
            let pool = auth.pool.clone();
            spawn(async move { key_uses::note(&pool, key_id, now).await });
        }
        (Credential::Session(proof), Some(last_seen_at), _) if sessions::is_touch_due(last_seen_at, now) => {
            let (pool, proof) = (auth.pool.clone(), proof.clone());
            spawn(async move { sessions::touch_proved(&pool, &proof).await });
        }
        _ => {}
    }
}

fn spawn(note: impl Future<Output = Result<(), StoreError>> + 'static) {
    actix_web::rt::spawn(async move {
        if let Err(error) = note.await {
            tracing::warn!(error = ?causes::describe(&error), "the use of a credential was not noted");
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
    state.denial_log.note(Refusal {
        actor: UserId(actor),
        acting_as: context.impersonator().and(context.user()).map(UserId),
        tenant: named.filter(|named| TenantRef::parse(named).is_some()).map(str::to_ascii_lowercase),
        route: route.operation,
        code,
        address: Some(context.client),
        request_id: context.id.uuid(),
    });
}

/// Has the background worker check whether the row or tenant that was not found belongs to another tenant.
pub fn note_miss(request: &Request, context: &Context) {
    let (Some(actor_id), Access::Member(_)) = (context.user(), request.route.access) else { return };
    let named = request.named_tenant().ok().flatten().and_then(|named| TenantRef::parse(&named));
    let miss = |target| MissedLookup {
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
    let id = |parameter| request.path.get(parameter).and_then(|text| Uuid::try_parse(text).ok());
    let Some(resource) = owned else { return };
    let row = id("id").map(|id| (resource.table, id));
    let parent = resource.parent.and_then(|parent| Some((parent.resource.table, id(parent.column)?)));
    match (row, parent) {
        (Some(row), Some(parent)) => request.state.notes.note(miss(Target::Nested([row, parent]))),
        (Some((table, id)), None) | (None, Some((table, id))) => {
            request.state.notes.note(miss(Target::Row { table, id }));
        }
        (None, None) => {}
    }
}
