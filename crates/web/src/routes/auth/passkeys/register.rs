use std::rc::Rc;

use actix_web::HttpResponse;
use auth::DisplayName;
use auth::passkeys::{self, NewPasskey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::ChallengeView;
use crate::request::Request;
use crate::route::Response;
use crate::routes::auth::input::Faults;
use crate::routes::auth::renewed;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPasskeyInput {
    /// As it came with the challenge
    #[schemars(length(max = 20_000))]
    flow: String,
    /// What the browser answered: `PublicKeyCredential.toJSON()`
    credential: Map<String, Json>,
    /// What the user calls the device that has the passkey
    #[schemars(length(min = 1, max = 200), example = &"Ann's phone")]
    name: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct RegisteredView {
    id: Uuid,
    name: String,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
    /// With the first second factor: recovery codes for when it is lost, shown this once
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_codes: Option<Vec<String>>,
}

/// Makes a challenge. The proof has to be recent here; the challenge carries that on.
pub async fn start(request: Rc<Request>) -> Response {
    let challenge = passkeys::start_registration(&request.state.auth, &request.claim()?).await?;
    Ok(HttpResponse::Ok().json(ChallengeView::from(challenge)))
}

/// Takes the passkey.
pub async fn finish(request: Rc<Request>) -> Response {
    let input: NewPasskeyInput = request.body()?;
    let mut faults = Faults::default();
    let name = input.name.as_deref().unwrap_or("Passkey");
    let Some(name) = faults.name("name", name) else { return Err(faults.into_error()) };
    let shown = DisplayName::as_str(&name).to_owned();
    let new = NewPasskey { flow: &input.flow, credential: Json::Object(input.credential), name };
    let made = passkeys::finish_registration(&request.state.auth, &request.claim()?, new).await?;
    renewed(&request, made.token)?;
    let recovery_codes = made.recovery_codes.map(|codes| codes.0);
    let view = RegisteredView { id: made.id, name: shown, created_at: made.created_at, recovery_codes };
    Ok(HttpResponse::Created().json(view))
}
