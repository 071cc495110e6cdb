//! Signing in, or up, by a code that is sent to an address or a phone number.

use std::rc::Rc;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use auth::otp::{self, Claim, RequestCodeError, VerifyCodeError};
use auth::{Contact, six_digits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::input::Faults;
use super::sign_in::sign_in;
use crate::error::Error;
use crate::problem::Problem;
use crate::request::Request;
use crate::route::Response;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeRequest {
    /// An e-mail address, or a phone number in international form
    #[schemars(length(min = 6, max = 254), example = &"+14155552671")]
    contact: String,
    /// What the client calls the device that it runs on; the code works there only
    #[schemars(length(min = 1, max = 255), example = &"7f9c2c1e-phone")]
    device_id: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeCheck {
    /// The contact that the code was sent to
    #[schemars(length(min = 6, max = 254), example = &"+14155552671")]
    contact: String,
    /// The device that asked for the code
    #[schemars(length(min = 1, max = 255), example = &"7f9c2c1e-phone")]
    device_id: String,
    /// Six digits, with or without spaces and hyphens
    #[schemars(length(min = 6, max = 32), regex(pattern = "^[ -]*([0-9][ -]*){6}$"), example = &"123456")]
    code: String,
    /// What the user calls this device, for the list of sessions
    #[schemars(length(max = 100), example = &"Ann's phone")]
    device_name: Option<String>,
}

/// A code is on its way. The same for a contact with an account and without one.
#[derive(Serialize, JsonSchema)]
pub struct CodeSent {
    /// Seconds that the code is good for
    expires_in: i64,
    /// Seconds until another can be sent
    retry_after: i64,
}

/// Sends a code.
pub async fn request(request: Rc<Request>) -> Response {
    let input: CodeRequest = request.body()?;
    let mut faults = Faults::default();
    let claim = claim(&request, &mut faults, &input.contact, input.device_id);
    let Some(claim) = claim else { return Err(faults.into_error()) };
    faults.check()?;
    otp::request(&request.state.auth, &claim, &super::client(&request)?)
        .await
        .map_err(|error| refusal_of_request(error, request.state.auth.clock.now()))?;
    let sent = CodeSent { expires_in: otp::LIFETIME.whole_seconds(), retry_after: 60 };
    Ok(HttpResponse::Accepted().json(sent))
}

/// Signs in by a code.
pub async fn verify(request: Rc<Request>) -> Response {
    let input: CodeCheck = request.body()?;
    let mut faults = Faults::default();
    let claim = claim(&request, &mut faults, &input.contact, input.device_id);
    let code = six_digits(&input.code);
    if code.is_none() {
        faults.add("code", "code", "must be six digits");
    }
    faults.device_name(input.device_name.as_deref());
    let (Some(claim), Some(code)) = (claim, code) else { return Err(faults.into_error()) };
    faults.check()?;
    let proof = otp::verify(&request.state.auth, &claim, &code, &super::client(&request)?)
        .await
        .map_err(|error| refusal(error, request.state.auth.clock.now()))?;
    let status = if proof.registered { StatusCode::CREATED } else { StatusCode::OK };
    sign_in(&request, status, proof.signed_in, input.device_name.as_deref(), None).await
}

fn claim(request: &Request, faults: &mut Faults, contact: &str, device_id: String) -> Option<Claim> {
    if !(1..=255).contains(&device_id.len()) {
        faults.add("device_id", "length", "must have 1 to 255 bytes");
    }
    let contact = Contact::parse(contact).map_err(|error| faults.add("contact", "contact", error.to_string())).ok()?;
    Some(Claim { contact, device_id, device: request.state.shared.cookies.device(&request.http) })
}

fn refusal(error: VerifyCodeError, now: OffsetDateTime) -> Error {
    match error {
        VerifyCodeError::Wrong { attempts_remaining, blocked_until } => {
            let detail = "The code is wrong, or no longer good.";
            let mut problem = Problem::new(StatusCode::UNAUTHORIZED, "code_wrong", detail);
            problem.members.push(("attempts_remaining", json!(attempts_remaining)));
            if let Some(until) = blocked_until {
                problem.members.push(("blocked_until", json!(until.format(&Rfc3339).unwrap_or_default())));
            }
            Error::Special { problem: Box::new(problem), retry_after: None }
        }
        VerifyCodeError::Blocked { until } => blocked(until, now),
        VerifyCodeError::Store(error) => error.into(),
    }
}

fn refusal_of_request(error: RequestCodeError, now: OffsetDateTime) -> Error {
    match error {
        RequestCodeError::Blocked { until } => blocked(until, now),
        RequestCodeError::Store(error) => error.into(),
    }
}

fn blocked(until: OffsetDateTime, now: OffsetDateTime) -> Error {
    let wait = Duration::try_from(until - now).unwrap_or_default();
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let mut problem = Problem::of_status(StatusCode::TOO_MANY_REQUESTS);
    problem.members = vec![
        ("blocked_until", json!(until.format(&Rfc3339).unwrap_or_default())),
        ("retry_after", json!(seconds.max(1))),
    ];
    Error::Special { problem: Box::new(problem), retry_after: Some(wait) }
}
