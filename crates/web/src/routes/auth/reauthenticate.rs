use std::rc::Rc;

use actix_web::HttpResponse;
use auth::LoginError;
use auth::mfa::{self, Proof, ProveError};
use schemars::JsonSchema;
use serde::Deserialize;

use super::input::Faults;
use super::renewed;
use crate::error::Error;
use crate::request::Request;
use crate::route::Response;

/// One of the two.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reauthentication {
    #[schemars(length(max = 128), example = &"correct horse battery staple")]
    password: Option<String>,
    /// Six digits of the authenticator app
    #[schemars(length(min = 6, max = 32), regex(pattern = "^[0-9 -]*$"), example = &"492039")]
    code: Option<String>,
}

/// Takes a proof anew. What is wrong is 403: the session stays as it is.
pub async fn reauthenticate(request: Rc<Request>) -> Response {
    let input: Reauthentication = request.body()?;
    let mut faults = Faults::default();
    let (auth, claim) = (&request.state.auth, request.claim()?);
    let token = match (input.password, input.code) {
        (Some(password), None) => {
            let Some(password) = faults.password(password) else { return Err(faults.into_error()) };
            auth::reauthenticate(auth, &claim, password).await.map_err(refused)?
        }
        (None, Some(code)) => {
            let Some(code) = faults.code(&code) else { return Err(faults.into_error()) };
            mfa::verify(auth, &claim, &Proof::Code(code)).await?
        }
        (given, _) => {
            let message = if given.is_some() { "and code can't both be given" } else { "or code must be given" };
            faults.add("password", "one_of", message);
            return Err(faults.into_error());
        }
    };
    renewed(&request, token)?;
    Ok(HttpResponse::NoContent().finish())
}

fn refused(error: LoginError) -> Error {
    match error {
        LoginError::Refused => ProveError::Refused.into(),
        error => error.into(),
    }
}
