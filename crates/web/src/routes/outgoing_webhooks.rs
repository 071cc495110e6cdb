//! Webhooks of tenants, beside what the kit does with them: what names a URL, and what tells a secret.

use std::rc::Rc;

use actix_web::http::{Method, StatusCode};
use domain::kit::{self, Body as Fields, Change, Record};
use domain::webhooks::{self, NewSigners, Replay, WEBHOOKS};
use providers::{WebhookKey, WebhookSecret};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use tenancy::{Intent, Membership, Role, TenantTx, Work};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;
use uuid::Uuid;

use super::idempotent::{self, BodyStorage, TenantResponse};
use super::tenant_urls;
use crate::error::Error;
use crate::problem::FieldError;
use crate::request::{Request, etag};
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about webhooks. Where a tenant's data goes is decided by people, so no API key opens these
/// but for those that change nothing of it.
pub fn routes() -> Vec<Route> {
    let line = |method, path, operation, summary, success, handler| {
        Route::new(WEBHOOKS.plural, (method, path), operation, summary, success, handler)
            .member(Role::Admin)
            .resource(&WEBHOOKS)
    };
    let (all, one) = ("/api/webhooks", "/api/webhooks/{id}");
    vec![
        line(
            Method::POST,
            all,
            "createWebhook",
            "Create webhook; the secret that verifies its messages is shown this one time",
            Success::of::<SecretView>(201),
            handler!(create),
        )
        .body(Body::Json(Schema::New(&WEBHOOKS)))
        .lasting(),
        line(
            Method::PATCH,
            one,
            "changeWebhook",
            "Change fields of webhook",
            Success { status: 200, schema: Schema::Row(&WEBHOOKS) },
            handler!(change),
        )
        .body(Body::MergePatch(Schema::Changes(&WEBHOOKS)))
        .lasting(),
        line(
            Method::POST,
            "/api/webhooks/{id}/rotate-secret",
            "rotateSecretOfWebhook",
            "Replace the secret and the key of webhook; those before them sign as well for 24 hours",
            Success::of::<SecretView>(200),
            handler!(rotate),
        )
        .lasting(),
        line(
            Method::POST,
            "/api/webhooks/{id}/test",
            "testWebhook",
            "Send webhook an event webhook.test",
            Success::of::<TestView>(202),
            handler!(test),
        )
        .allow_api_keys(),
        line(
            Method::POST,
            "/api/webhooks/{id}/replay",
            "replayWebhook",
            "Send webhook the events of a period once more, under the same ids",
            Success::of::<ReplayView>(202),
            handler!(replay),
        )
        .body(Body::Json(Schema::of::<ReplayInput>()))
        .allow_api_keys(),
    ]
}

/// A webhook with its secret.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used; the row is the kit's")]
struct SecretView {
    id: Uuid,
    /// Verifies `v1` signatures (Standard Webhooks). Only this response shows it
    secret: String,
    /// Verifies `v1a` signatures
    public_key: String,
    url: String,
    events: Vec<String>,
    payload: String,
    ordered: bool,
    status: String,
    disabled_reason: Option<String>,
    tested_at: Option<String>,
    replayed_at: Option<String>,
    version: i64,
    owner_id: Uuid,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize, JsonSchema)]
struct TestView {
    /// The id of the message, and of its delivery
    delivery_id: Uuid,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplayInput {
    /// Events from here on
    #[schemars(extend("format" = "date-time"), example = &"2026-01-30T00:00:00Z")]
    since: String,
    /// Events before this; up to now where it is left out
    #[schemars(extend("format" = "date-time"), example = &"2026-01-31T00:00:00Z")]
    until: Option<String>,
    /// Only those whose delivery failed
    #[schemars(extend("enum" = ["failed", null]))]
    status: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct ReplayView {
    /// How many events are delivered once more
    deliveries: u64,
}

async fn create(request: Rc<Request>) -> Response {
    let mut body = kit::parse_create(&WEBHOOKS, request.object()?)?;
    check_url(&request, &body).await?;
    let auth = &request.state.auth;
    let id = auth.random.uuid_v7(auth.clock.now());
    let secret = add_signers(&request, &mut body);
    let body = body.encrypted_with(&auth.secret_box, &auth.random);
    let sha256 = idempotent::digest(&request.body);
    idempotent::write_with(&request, sha256, BodyStorage::Encrypted, async |work: Work<'_>| {
        let record = work.run(async |tx: &mut TenantTx| kit::create_in(tx, &WEBHOOKS, id, &body).await).await?;
        let location = Some(format!("/api/webhooks/{id}"));
        with_secret(StatusCode::CREATED, location, record, &secret)
    })
    .await
}

async fn change(request: Rc<Request>) -> Response {
    let body = kit::parse_merge(&WEBHOOKS, request.object()?)?;
    check_url(&request, &body).await?;
    let target = target(&request)?;
    let entry = request.entry(Intent::Write)?;
    let changed = kit::update(&request.state.db, &entry, &WEBHOOKS, &target, &body).await?;
    let mut response = Request::json(StatusCode::OK, &changed.membership, changed.json);
    response.headers_mut().insert(actix_web::http::header::ETAG, etag(changed.version));
    Ok(response)
}

async fn rotate(request: Rc<Request>) -> Response {
    let target = target(&request)?;
    let auth = &request.state.auth;
    let mut body = Fields::default();
    let secret = add_signers(&request, &mut body);
    let body = body.encrypted_with(&auth.secret_box, &auth.random);
    let sha256 = idempotent::digest(&request.body);
    idempotent::write_with(&request, sha256, BodyStorage::Encrypted, async |work: Work<'_>| {
        let record = work.run(async |tx: &mut TenantTx| kit::update_in(tx, &WEBHOOKS, &target, &body).await).await?;
        with_secret(StatusCode::OK, None, record, &secret)
    })
    .await
}

async fn test(request: Rc<Request>) -> Response {
    let webhook_id = request.id()?;
    let delivery_id = request.state.auth.random.uuid_v7(request.state.auth.clock.now());
    accepted(&request, async |tx| {
        webhooks::test(tx, webhook_id, delivery_id).await?;
        Ok(TestView { delivery_id })
    })
    .await
}

async fn replay(request: Rc<Request>) -> Response {
    let webhook_id = request.id()?;
    let wanted = read(request.body()?)?;
    accepted(&request, async |tx| Ok(ReplayView { deliveries: webhooks::replay(tx, webhook_id, wanted).await? })).await
}

/// Does what the server goes on with later.
async fn accepted<T: Serialize>(
    request: &Request,
    act: impl AsyncFnOnce(&mut TenantTx) -> Result<T, kit::Error>,
) -> Response {
    idempotent::write(request, async |work: Work<'_>| {
        let done = work.run(async |tx: &mut TenantTx| {
            let view = act(tx).await?;
            Ok::<_, kit::Error>((tx.membership().clone(), view))
        });
        let (membership, view): (Membership, T) = done.await?;
        let json = serde_json::to_vec(&view).map_err(Error::internal)?;
        Ok(TenantResponse { membership, status: StatusCode::ACCEPTED, location: None, version: None, json })
    })
    .await
}

fn read(input: ReplayInput) -> Result<Replay, Error> {
    let fault = |field, code, message| Err(Error::Unprocessable(vec![FieldError::new(field, code, message)]));
    let Ok(since) = OffsetDateTime::parse(&input.since, &Rfc3339) else {
        return fault("since", "date_time", "must be a time (RFC 3339)");
    };
    let Ok(until) = input.until.map(|text| OffsetDateTime::parse(&text, &Rfc3339)).transpose() else {
        return fault("until", "date_time", "must be a time (RFC 3339)");
    };
    if until.is_some_and(|until| until <= since) {
        return fault("until", "range", "must be later than since");
    }
    let only_failed = match input.status.as_deref() {
        None => false,
        Some("failed") => true,
        Some(_) => return fault("status", "choice", "must be failed"),
    };
    Ok(Replay { since, until, only_failed })
}

/// Refuses a URL that messages may not be sent to.
async fn check_url(request: &Request, body: &Fields) -> Result<(), Error> {
    let Some(text) = body.text("url") else { return Ok(()) };
    let refused = |_| Error::Unprocessable(vec![FieldError::new("url", "url", "must be a URL")]);
    let url = Url::parse(text).map_err(refused)?;
    tenant_urls::check(request, &request.entry(Intent::Write)?, "url", &url).await
}

/// Gives the webhook a new secret and key, and returns the secret.
fn add_signers(request: &Request, body: &mut Fields) -> String {
    let random = &request.state.auth.random;
    let (secret, key) = (WebhookSecret::new(random).text(), WebhookKey::new(random));
    let new = NewSigners { secret: secret.clone(), signing_key: key.text(), public_key: key.public_text() };
    new.add_to(body);
    secret
}

fn with_secret(
    status: StatusCode,
    location: Option<String>,
    record: Record,
    secret: &str,
) -> Result<TenantResponse, Error> {
    let mut row: Map<String, Json> = serde_json::from_slice(record.json.as_ref()).map_err(Error::internal)?;
    row.insert("secret".to_owned(), secret.into());
    let json = serde_json::to_vec(&row).map_err(Error::internal)?;
    Ok(TenantResponse { membership: record.membership, status, location, version: Some(record.version), json })
}

fn target(request: &Request) -> Result<Change, Error> {
    Ok(Change { id: request.id()?, expected: request.expected_versions()? })
}
