//! Changing a password, and choosing another when it is forgotten.

use std::rc::Rc;

use actix_session::SessionExt;
use actix_web::HttpResponse;
use actix_web::http::Method;
use auth::email_tokens::EmailToken;
use auth::passwords::{self, Change, ChangePasswordError, Reset, ResetPasswordError};
use auth::{EmailAddress, HashError, PasswordOwner, PasswordPolicy, PasswordRefused};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ACCEPTED;
use super::email::bad_token;
use super::input::Faults;
use crate::edge::limit::Limit;
use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;
use crate::session;

/// The lines of the table about passwords.
pub fn routes() -> Vec<Route> {
    let line =
        |path, operation, summary, success, handler| Route::new("auth", path, operation, summary, success, handler);
    let by_mail = "the token in the body shows who may";
    let signed_out = "a user who forgot the password can't sign in";
    vec![
        line(
            (Method::POST, "/auth/password/change"),
            "changePassword",
            "Replaces the password, ends all other sessions, and revokes the user's API keys if that is wanted",
            Success::NOTHING,
            handler!(change),
        )
        .body(Body::Json(Schema::of::<PasswordChange>()))
        .limit(Limit::Login),
        line(
            (Method::POST, "/auth/password/forgot"),
            "forgotPassword",
            "Sends a link to choose another password, if anybody has the address",
            ACCEPTED,
            handler!(forgot),
        )
        .open(signed_out)
        .body(Body::Json(Schema::of::<Forgotten>()))
        .limit(Limit::Login),
        line(
            (Method::POST, "/auth/password/reset"),
            "resetPassword",
            "Replaces the password by the token that was mailed, ends all sessions, and revokes the user's API keys if that is wanted",
            Success::NOTHING,
            handler!(reset),
        )
        .open(by_mail)
        .body(Body::Json(Schema::of::<PasswordReset>()))
        .limit(Limit::Login),
    ]
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    #[schemars(length(max = 128), example = &"correct horse battery staple")]
    current_password: String,
    /// By the same rules as at registration
    #[schemars(length(min = 8, max = 128), example = &"a wholly other sentence")]
    new_password: String,
    /// Whether the API keys that the user made are revoked as well, in all tenants; they go on otherwise
    #[serde(default)]
    revoke_api_keys: bool,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forgotten {
    #[schemars(length(min = 6, max = 254), example = &"ann@example.com")]
    email: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// What stands behind `#token=` in the letter's link
    #[schemars(length(min = 43, max = 43), example = &"q8Zt0vJm3rXb7LkYw2PcNs5HdGf9UeAi1RoTACxz0aB")]
    token: String,
    /// By the same rules as at registration
    #[schemars(length(min = 8, max = 128), example = &"a wholly other sentence")]
    new_password: String,
    /// As when the password is changed
    #[serde(default)]
    revoke_api_keys: bool,
}

/// Replaces the password. The session goes on with another token; all others end.
pub async fn change(request: Rc<Request>) -> Response {
    let input: PasswordChange = request.body()?;
    let principal = request.principal()?;
    let mut faults = Faults::default();
    let current = faults.secret("current_password", input.current_password);
    let new = faults.secret("new_password", input.new_password);
    let (Some(current), Some(new)) = (current, new) else { return Err(faults.into_error()) };
    let email = principal.email.as_deref().and_then(|email| EmailAddress::parse(email).ok());
    let email = email.ok_or_else(|| Error::from(ChangePasswordError::Current))?;
    let owner = PasswordOwner { email: &email, name: &principal.name };
    let new = policy(&request).accept(new, owner).map_err(refused)?;
    let change = Change { current, new, revoke_api_keys: input.revoke_api_keys };
    let changed = passwords::change(&request.state.auth, &request.claim()?, change).await?;
    let Some(token) = changed.token else { return Ok(HttpResponse::NoContent().finish()) };
    session::start(&request.http.get_session(), token)?;
    Ok(HttpResponse::NoContent().cookie(request.state.shared.cookies.known_device(&changed.device)).finish())
}

/// Sends a link to choose another password, if a user has the address.
pub async fn forgot(request: Rc<Request>) -> Response {
    request.state.shared.check_mail()?;
    let input: Forgotten = request.body()?;
    let mut faults = Faults::default();
    let Some(address) = faults.email(&input.email) else { return Err(faults.into_error()) };
    passwords::forgot(&request.state.auth, &address, &super::client(&request)?).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Replaces the password by a token that was mailed. The user still has to sign in.
pub async fn reset(request: Rc<Request>) -> Response {
    let input: PasswordReset = request.body()?;
    let token = EmailToken::parse(&input.token).ok_or_else(bad_token)?;
    let mut faults = Faults::default();
    let Some(new) = faults.secret("new_password", input.new_password) else { return Err(faults.into_error()) };
    let client = super::client(&request)?;
    let reset = Reset { token, new, revoke_api_keys: input.revoke_api_keys };
    passwords::reset(&request.state.auth, reset, policy(&request), &client).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn policy(request: &Request) -> PasswordPolicy {
    PasswordPolicy::new(request.state.shared.password_min_length)
}

fn refused(refused: PasswordRefused) -> Error {
    Error::Unprocessable(vec![FieldError::new("new_password", refused.code(), refused.to_string())])
}

impl From<ChangePasswordError> for Error {
    fn from(error: ChangePasswordError) -> Self {
        match error {
            ChangePasswordError::Current => {
                Self::Unprocessable(vec![FieldError::new("current_password", "password_wrong", "is wrong")])
            }
            ChangePasswordError::Blocked { retry_after } => Self::TooManyRequests { retry_after },
            ChangePasswordError::Outdated => Self::Unauthenticated,
            ChangePasswordError::Hash(HashError::Busy) => Self::unavailable(error),
            ChangePasswordError::Hash(error) => Self::internal(error),
            ChangePasswordError::Store(error) => error.into(),
        }
    }
}

impl From<ResetPasswordError> for Error {
    fn from(error: ResetPasswordError) -> Self {
        match error {
            ResetPasswordError::Token => bad_token(),
            ResetPasswordError::Refused(why) => refused(why),
            ResetPasswordError::Hash(HashError::Busy) => Self::unavailable(error),
            ResetPasswordError::Hash(error) => Self::internal(error),
            ResetPasswordError::Store(error) => error.into(),
        }
    }
}
