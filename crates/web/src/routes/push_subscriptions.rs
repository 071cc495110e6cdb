//! The browsers of the caller that notifications are pushed to, beside what the kit does with them.

use std::rc::Rc;

use actix_web::http::{Method, StatusCode};
use domain::kit::{self, Body as Fields};
use domain::push::{self, PUSH_SUBSCRIPTIONS};
use providers::{PushKeysError, PushRefusal, PushSender, PushSubscriptionKeys};
use schemars::JsonSchema;
use serde::Serialize;
use tenancy::{Intent, Role, TenantTx, Work};
use url::Url;

use super::idempotent::{self, TenantResponse};
use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;
use crate::session::Identity;

/// The lines of the table for subscribing. A subscription belongs to a session, so no API key makes one, and no platform
/// admin who acts as a member.
pub fn routes() -> Vec<Route> {
    let all = "/api/push-subscriptions";
    vec![
        Route::new(
            PUSH_SUBSCRIPTIONS.plural,
            (Method::GET, "/api/push-subscriptions/key"),
            "findPushKey",
            "Find the key that a browser subscribes with (applicationServerKey)",
            Success::of::<PushKeyView>(200),
            handler!(key),
        )
        .member(Role::Viewer),
        Route::new(
            PUSH_SUBSCRIPTIONS.plural,
            (Method::POST, all),
            "createPushSubscription",
            "Subscribe a browser to the caller's notifications, for as long as their session lives; again, to give it new keys",
            Success { status: 201, schema: Schema::Row(&PUSH_SUBSCRIPTIONS) },
            handler!(create),
        )
        .member(Role::Member)
        .resource(&PUSH_SUBSCRIPTIONS)
        .body(Body::Json(Schema::New(&PUSH_SUBSCRIPTIONS)))
        .lasting(),
    ]
}

#[derive(Serialize, JsonSchema)]
struct PushKeyView {
    /// A point of P-256 in base64url
    public_key: String,
}

async fn key(request: Rc<Request>) -> Response {
    let membership = request.state.db.authorize(&request.entry(Intent::Read)?).await?;
    let view = PushKeyView { public_key: request.state.shared.push()?.key.public_text() };
    let json = serde_json::to_vec(&view).map_err(Error::internal)?;
    Ok(Request::json(StatusCode::OK, &membership, json))
}

async fn create(request: Rc<Request>) -> Response {
    let body = kit::parse_create(&PUSH_SUBSCRIPTIONS, request.object()?)?;
    check(request.state.shared.push()?, &body)?;
    let Identity::User(principal) = request.identify().await? else { return Err(Error::Unauthenticated) };
    let auth = &request.state.auth;
    let id = auth.random.uuid_v7(auth.clock.now());
    let body = body.encrypted_with(&auth.secret_box, &auth.random);
    idempotent::write(&request, async |work: Work<'_>| {
        let subscribe = async |tx: &mut TenantTx| push::subscribe(tx, id, body, principal.session_id.0).await;
        let record = work.run(subscribe).await?;
        Ok(TenantResponse {
            membership: record.membership,
            status: StatusCode::CREATED,
            location: Some(format!("/api/push-subscriptions/{}", record.id)),
            version: Some(record.version),
            json: record.json,
        })
    })
    .await
}

/// Refuses an endpoint outside the known push services, and malformed keys.
fn check(push: &PushSender, body: &Fields) -> Result<(), Error> {
    let text = |field| body.text(field).unwrap_or_default();
    let fault = |field, code, message: String| Error::Unprocessable(vec![FieldError::new(field, code, message)]);
    let endpoint = Url::parse(text("endpoint")).map_err(|_| fault("endpoint", "url", "must be a URL".to_owned()))?;
    push.hosts.check(&endpoint).map_err(|refusal| {
        let code = match refusal {
            PushRefusal::Scheme | PushRefusal::UserInfo => "url",
            PushRefusal::Port(_) => "port",
            PushRefusal::Host => "no_push_service",
        };
        fault("endpoint", code, refusal.to_string())
    })?;
    PushSubscriptionKeys::parse(text("p256dh"), text("auth")).map(drop).map_err(|error| {
        let field = match error {
            PushKeysError::P256dh => "p256dh",
            PushKeysError::Auth => "auth",
        };
        fault(field, "key", error.to_string())
    })
}
