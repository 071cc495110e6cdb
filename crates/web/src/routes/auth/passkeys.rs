//! Passkeys: making, listing and removing them, and signing in with one.

mod login;
mod register;

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use auth::passkeys::{self, Challenge, PasskeyError};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::mfa::{last_factor, last_factor_stays};
use super::renewed;
use super::view::MeView;
use crate::edge::limit::Limit;
use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about passkeys.
pub fn routes() -> Vec<Route> {
    let line =
        |path, operation, summary, success, handler| Route::new("passkeys", path, operation, summary, success, handler);
    let challenge = Success::of::<ChallengeView>(200);
    let signing_in = "a passkey signs in callers without a session";
    vec![
        line(
            (Method::GET, "/auth/passkeys"),
            "listPasskeys",
            "Lists the user's passkeys, the oldest first",
            Success::of::<Passkeys>(200),
            handler!(list),
        ),
        line(
            (Method::DELETE, "/auth/passkeys/{id}"),
            "removePasskey",
            "Forgets one of the user's passkeys; ends all other sessions",
            Success::NOTHING,
            handler!(remove),
        )
        .require_recent_auth(),
        line(
            (Method::POST, "/auth/passkeys/register/start"),
            "startPasskeyRegistration",
            "Asks the browser for a new passkey, within five minutes",
            challenge,
            handler!(register::start),
        )
        .require_recent_auth(),
        line(
            (Method::POST, "/auth/passkeys/register/finish"),
            "finishPasskeyRegistration",
            "Takes the new passkey; makes recovery codes with the first factor, and ends all other sessions",
            Success::of::<register::RegisteredView>(201),
            handler!(register::finish),
        )
        .body(Body::Json(Schema::of::<register::NewPasskeyInput>())),
        line(
            (Method::POST, "/auth/passkeys/login/start"),
            "startPasskeyLogin",
            "Asks the browser for a passkey, within five minutes: of the session's user, or any",
            challenge,
            handler!(login::start),
        )
        .open(signing_in)
        .limit(Limit::Login),
        line(
            (Method::POST, "/auth/passkeys/login/finish"),
            "finishPasskeyLogin",
            "Signs in by a passkey alone, completes a sign-in that owes a second factor, or takes a proof anew",
            Success::of::<MeView>(200),
            handler!(login::finish),
        )
        .open(signing_in)
        .body(Body::Json(Schema::of::<login::Assertion>()))
        .limit(Limit::Login),
    ]
}

/// What the browser is asked for.
#[derive(Serialize, JsonSchema)]
struct ChallengeView {
    /// To be sent back with the response
    flow: String,
    /// For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`
    #[schemars(with = "Map<String, Json>")]
    public_key: Json,
}

#[derive(Serialize, JsonSchema)]
struct Passkeys {
    items: Vec<PasskeyView>,
}

#[derive(Serialize, JsonSchema)]
struct PasskeyView {
    id: Uuid,
    name: String,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    last_used_at: Option<OffsetDateTime>,
}

impl From<Challenge> for ChallengeView {
    fn from(challenge: Challenge) -> Self {
        Self { flow: challenge.flow, public_key: challenge.public_key }
    }
}

async fn list(request: Rc<Request>) -> Response {
    let entries = passkeys::list(&request.state.auth, &request.claim()?).await?;
    let items = entries.into_iter().map(|entry| PasskeyView {
        id: entry.id,
        name: entry.name,
        created_at: entry.created_at,
        last_used_at: entry.last_used_at,
    });
    Ok(HttpResponse::Ok().json(Passkeys { items: items.collect() }))
}

async fn remove(request: Rc<Request>) -> Response {
    let last = last_factor(&request).await?;
    let token = passkeys::remove(&request.state.auth, &request.claim()?, request.id()?, last).await?;
    renewed(&request, token)?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<PasskeyError> for Error {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::Unavailable => {
                Self::conflict("passkeys_unavailable", "Passkeys need a public URL with a host name.")
            }
            PasskeyError::Malformed => {
                let what = "must be what PublicKeyCredential.toJSON() gives";
                Self::Unprocessable(vec![FieldError::new("credential", "credential", what)])
            }
            PasskeyError::Refused => Self::forbidden("proof_refused", "This passkey is not accepted here."),
            PasskeyError::Known => Self::conflict("passkey_known", "This passkey is known already."),
            PasskeyError::Missing => Self::NotFound,
            PasskeyError::TooMany => Self::conflict("passkeys_full", "Remove another passkey first."),
            PasskeyError::LastFactor => last_factor_stays(),
            PasskeyError::Store(error) => error.into(),
        }
    }
}
