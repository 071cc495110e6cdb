use std::rc::Rc;

use actix_web::http::StatusCode;
use auth::{Credentials, SignedIn};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::input::Faults;
use super::mfa::MfaRequired;
use super::sign_in::sign_in;
use super::view::MeView;
use crate::error::Error;
use crate::request::Request;
use crate::route::Response;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    #[schemars(length(min = 6, max = 254), example = &"ann@example.com")]
    pub email: String,
    #[schemars(length(max = 128), example = &"correct horse battery staple")]
    pub password: String,
    /// What the user calls this device, for the list of sessions
    #[schemars(length(max = 100), example = &"Ann's laptop")]
    pub device_name: Option<String>,
}

/// What a sign-in returns: who is signed in, or that a second factor is owed.
pub fn response(generator: &mut SchemaGenerator) -> Schema {
    let (complete, owed) = (generator.subschema_for::<MeView>(), generator.subschema_for::<MfaRequired>());
    json_schema!({ "anyOf": [complete, owed] })
}

/// Signs a user in. Unknown address, wrong password and disabled user get the same response.
pub async fn login(request: Rc<Request>) -> Response {
    let (signed_in, device_name) = prove(&request, request.body()?).await?;
    sign_in(&request, StatusCode::OK, signed_in, device_name.as_deref(), None).await
}

/// Who signs in, and what they call their device.
pub async fn prove(request: &Request, input: Login) -> Result<(SignedIn, Option<String>), Error> {
    let mut faults = Faults::default();
    let email = faults.email(&input.email);
    let password = faults.password(input.password);
    faults.device_name(input.device_name.as_deref());
    let (Some(email), Some(password)) = (email, password) else { return Err(faults.into_error()) };
    faults.check()?;

    let device = request.state.shared.cookies.device(&request.http);
    let credentials = Credentials { email, password, device };
    let signed_in = auth::login(&request.state.auth, credentials, &super::client(request)?).await?;
    Ok((signed_in, input.device_name))
}
