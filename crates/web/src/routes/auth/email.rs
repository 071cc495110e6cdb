//! The user's address: confirming it, and changing it.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use auth::HashError;
use auth::addresses::{self, ConfirmError, ResendError};
use auth::email_tokens::{EmailToken, Mailing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ACCEPTED;
use super::input::Faults;
use crate::edge::limit::Limit;
use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about addresses.
pub fn routes() -> Vec<Route> {
    let line =
        |path, operation, summary, success, handler| Route::new("auth", path, operation, summary, success, handler);
    let by_mail = "the token in the body shows who may";
    vec![
        line(
            (Method::POST, "/auth/email/verify"),
            "verifyEmail",
            "Confirms an address by the token that was mailed to it",
            Success::of::<ConfirmedView>(200),
            handler!(verify),
        )
        .open(by_mail)
        .body(Body::Json(Schema::of::<Confirmation>()))
        .limit(Limit::Login),
        line(
            (Method::POST, "/auth/email/resend"),
            "resendVerification",
            "Sends another letter to confirm the address",
            ACCEPTED,
            handler!(resend),
        ),
        line(
            (Method::POST, "/auth/email/change"),
            "changeEmail",
            "Asks the owner of another address to confirm that the user shall have it",
            ACCEPTED,
            handler!(change),
        )
        .body(Body::Json(Schema::of::<NewAddress>()))
        .require_recent_auth(),
    ]
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// What stands behind `#token=` in the e-mail's link
    #[schemars(length(min = 43, max = 43), example = &"q8Zt0vJm3rXb7LkYw2PcNs5HdGf9UeAi1RoTACxz0aB")]
    token: String,
    /// The password of the registration. Without it, and without the registration's session, the password and all
    /// sessions are void: the person who registered may not own the address
    #[schemars(length(max = 128), example = &"correct horse battery staple")]
    password: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct ConfirmedView {
    email: String,
    /// Whether the password still signs in; where not, have it reset
    password_kept: bool,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAddress {
    #[schemars(length(min = 6, max = 254), example = &"ann@example.org")]
    email: String,
}

/// Confirms an address by the token that went to it.
pub async fn verify(request: Rc<Request>) -> Response {
    let input: Confirmation = request.body()?;
    let token = EmailToken::parse(&input.token).ok_or_else(bad_token)?;
    let mut faults = Faults::default();
    let password = input.password.and_then(|password| faults.password(password));
    faults.check()?;
    let (claim, client) = (request.optional_claim()?, super::client(&request)?);
    let confirmed = addresses::confirm(&request.state.auth, &token, password, claim.as_ref(), &client).await?;
    Ok(HttpResponse::Ok()
        .json(ConfirmedView { email: confirmed.email.to_string(), password_kept: confirmed.password_kept }))
}

/// Sends another e-mail to confirm the address.
pub async fn resend(request: Rc<Request>) -> Response {
    request.state.shared.check_mail()?;
    sent(addresses::resend(&request.state.auth, &request.claim()?).await?)
}

/// Asks the owner of another address to confirm that the user shall have it.
pub async fn change(request: Rc<Request>) -> Response {
    request.state.shared.check_mail()?;
    let input: NewAddress = request.body()?;
    let mut faults = Faults::default();
    let Some(address) = faults.email(&input.email) else { return Err(faults.into_error()) };
    sent(addresses::ask_for_change(&request.state.auth, &request.claim()?, &address).await?)
}

fn sent(mailing: Mailing) -> Response {
    match mailing {
        Mailing::Sent => Ok(HttpResponse::Accepted().finish()),
        Mailing::Limited(limit) => Err(limit.into()),
    }
}

/// 422: the same for a token that is unknown, used, expired, or for something else.
pub fn bad_token() -> Error {
    Error::Unprocessable(vec![FieldError::new("token", "token", "is unknown, used or expired")])
}

impl From<ResendError> for Error {
    fn from(error: ResendError) -> Self {
        match error {
            ResendError::NothingToVerify => {
                Self::conflict("nothing_to_verify", "There is no address that waits to be confirmed.")
            }
            ResendError::Store(error) => error.into(),
        }
    }
}

impl From<ConfirmError> for Error {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::Token => bad_token(),
            ConfirmError::Password => {
                let message = "isn't the one of the registration; leave it out to confirm without";
                Self::Unprocessable(vec![FieldError::new("password", "password_wrong", message)])
            }
            ConfirmError::Taken => Self::conflict("email_taken", "This address has an account."),
            ConfirmError::Hash(HashError::Busy) => Self::unavailable(error),
            ConfirmError::Hash(error) => Self::internal(error),
            ConfirmError::Store(error) => error.into(),
        }
    }
}
