//! Keys by which programs act in a tenant.

use std::collections::HashMap;
use std::rc::Rc;

use actix_web::http::{Method, StatusCode};
use auth::{DisplayName, key_uses};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::api_keys::{
    self, ApiKey, ApiKeyEntry, ApiKeyId, CreateApiKeyError, DEFAULT_LIFETIME, MAX_LIFETIME, NewApiKey, Scope,
};
use tenancy::{Intent, Role, TenantTx, Work};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::ROUTES;
use super::idempotent::{self, BodyStorage, TenantResponse};
use super::page::PageQuery;
use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about keys.
pub fn routes() -> Vec<Route> {
    let line = |path, operation, summary, success, handler| {
        Route::new("api-keys", path, operation, summary, success, handler).member(Role::Admin)
    };
    let (all, one) = ("/api/api-keys", "/api/api-keys/{id}");
    vec![
        line(
            (Method::GET, all),
            "listApiKeys",
            "Lists the tenant's API keys that weren't revoked, newest first",
            Success::of::<KeysView>(200),
            handler!(list),
        )
        .query(&["limit", "cursor"]),
        line(
            (Method::POST, all),
            "createApiKey",
            "Makes an API key, and shows it this one time",
            Success::of::<NewKeyView>(201),
            handler!(create),
        )
        .body(Body::Json(Schema::of::<NewKey>()))
        .require_recent_auth()
        .require_verified_contact()
        .lasting(),
        line(
            (Method::DELETE, one),
            "revokeApiKey",
            "Revokes an API key, which is dead at the next request",
            Success::NOTHING,
            handler!(revoke),
        ),
    ]
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewKey {
    #[schemars(length(min = 1, max = 200), example = &"Nightly import")]
    name: String,
    /// What the key may do, as far as its maker may: `leads:read`, `leads:write`, …, `*:read`, `*:write`
    #[schemars(length(min = 1, max = 100), inner(regex(pattern = "^([a-z-]{1,50}|\\*):(read|write)$")), example = ["leads:read"])]
    scopes: Vec<String>,
    /// The most that the key may be, whatever its maker is; the maker's own role, but never owner, where it is left out
    #[schemars(extend("enum" = ["viewer", "member", "admin", null], "examples" = ["member"]))]
    role: Option<String>,
    /// At most a year ahead; in 90 days where it is left out
    #[schemars(extend("format" = "date-time"))]
    expires_at: Option<String>,
}

/// A key, without what opens anything.
#[derive(Serialize, JsonSchema)]
struct KeyView {
    id: Uuid,
    name: String,
    /// How the key begins
    prefix: String,
    scopes: Vec<String>,
    /// The most that it may be: viewer, member or admin
    role: String,
    /// The member who made it, and on whose behalf it acts
    made_by: Uuid,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    expires_at: OffsetDateTime,
    /// At most a minute behind; null for a key that was never used
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    last_used_at: Option<OffsetDateTime>,
}

#[derive(Serialize, JsonSchema)]
struct NewKeyView {
    /// The key itself, for `Authorization: Bearer …`. Only this response shows it
    key: String,
    #[serde(flatten)]
    view: KeyView,
}

#[derive(Serialize, JsonSchema)]
struct KeysView {
    items: Vec<KeyView>,
    /// Where the next page begins; null on the last
    next_cursor: Option<String>,
}

async fn list(request: Rc<Request>) -> Response {
    let page = PageQuery::parse(&request)?;
    let entry = request.entry(Intent::Read)?;
    let (membership, mut keys) = request.state.db.list_api_keys(&entry, page.after.map(ApiKeyId), page.limit).await?;
    let next_cursor = page.cut(&mut keys, |key| key.id.0);
    let ids: Vec<Uuid> = keys.iter().map(|key| key.id.0).collect();
    let mut uses = match ids.as_slice() {
        [] => HashMap::new(),
        ids => key_uses::last(&request.state.auth.pool, ids).await?,
    };
    let items = keys.into_iter().map(|key| {
        let last_used_at = uses.remove(&key.id.0);
        KeyView::new(key, last_used_at)
    });
    let view = KeysView { items: items.collect(), next_cursor };
    Ok(Request::json(StatusCode::OK, &membership, serde_json::to_vec(&view).map_err(Error::internal)?))
}

/// Makes a key. The response to a retry shows it again; until then it is kept encrypted.
async fn create(request: Rc<Request>) -> Response {
    let auth = &request.state.auth;
    let now = auth.clock.now();
    let new = read(request.body()?, ApiKeyId(auth.random.uuid_v7(now)), now)?;
    let key = ApiKey::issue(&auth.random);
    let sha256 = idempotent::digest(&request.body);
    idempotent::write_with(&request, sha256, BodyStorage::Encrypted, async |work: Work<'_>| {
        work.run(async |tx: &mut TenantTx| {
            let made = api_keys::create_api_key_in(tx, &new, &key).await?;
            let view = NewKeyView { key: key.into_string(), view: KeyView::new(made, None) };
            let json = serde_json::to_vec(&view).map_err(Error::internal)?;
            let membership = tx.membership().clone();
            Ok(TenantResponse { membership, status: StatusCode::CREATED, location: None, version: None, json })
        })
        .await
    })
    .await
}

async fn revoke(request: Rc<Request>) -> Response {
    let id = ApiKeyId(request.id()?);
    let revoked = request.state.db.revoke_api_key(&request.entry(Intent::Write)?, id).await?;
    Ok(Request::empty(StatusCode::NO_CONTENT, &revoked.ok_or(Error::NotFound)?))
}

fn read(input: NewKey, id: ApiKeyId, now: OffsetDateTime) -> Result<NewApiKey, Error> {
    let mut faults = Vec::new();
    let mut fault = |field, code, message: String| faults.push(FieldError::new(field, code, message));
    let name = DisplayName::parse(&input.name).map_err(|error| fault("name", "name", error.to_string()));
    if input.scopes.is_empty() || input.scopes.len() > 100 {
        fault("scopes", "length", "must have 1 to 100 items".to_owned());
    }
    let mut scopes = Vec::new();
    for text in &input.scopes {
        match Scope::parse(text).filter(exists) {
            Some(scope) if scopes.contains(&scope) => {}
            Some(scope) => scopes.push(scope),
            None => fault("scopes", "unknown_scope", format!("{text:.60} is no scope")),
        }
    }
    let role = input.role.map(|text| Role::parse(&text).filter(|role| *role < Role::Owner));
    if role == Some(None) {
        fault("role", "choice", "must be viewer, member or admin".to_owned());
    }
    let expires_at = match input.expires_at {
        None => Some(now + DEFAULT_LIFETIME),
        Some(text) => OffsetDateTime::parse(&text, &Rfc3339).ok(),
    };
    match expires_at {
        None => fault("expires_at", "date_time", "must be a time (RFC 3339)".to_owned()),
        Some(at) if at <= now || at > now + MAX_LIFETIME => {
            fault("expires_at", "range", "must be ahead, by at most a year".to_owned());
        }
        Some(_) => {}
    }
    match (name, expires_at) {
        (Ok(name), Some(expires_at)) if faults.is_empty() => {
            Ok(NewApiKey { id, name: name.as_str().to_owned(), scopes, role: role.flatten(), expires_at })
        }
        _ => Err(Error::Unprocessable(faults)),
    }
}

/// Whether a scope is about something that keys may do.
fn exists(scope: &Scope) -> bool {
    scope.things().is_none()
        || ROUTES.iter().filter_map(Route::scope).any(|(things, action)| scope.permits(things, action))
}

impl KeyView {
    fn new(key: ApiKeyEntry, last_used_at: Option<OffsetDateTime>) -> Self {
        Self {
            id: key.id.0,
            name: key.name,
            prefix: ApiKey::shown(&key.prefix),
            scopes: key.scopes.iter().map(Scope::to_string).collect(),
            role: key.role.to_string(),
            made_by: key.owner_id,
            created_at: key.created_at,
            expires_at: key.expires_at,
            last_used_at,
        }
    }
}

impl From<CreateApiKeyError> for Error {
    fn from(error: CreateApiKeyError) -> Self {
        match error {
            CreateApiKeyError::RoleAboveOwn => Self::forbidden("role_too_low", "A key may not be more than its maker."),
            CreateApiKeyError::Tenancy(error) => error.into(),
        }
    }
}
