use std::rc::Rc;

use actix_web::HttpResponse;
use auth::Claim;
use auth::passkeys::{self, Asker, Completed, PasskeyError};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::ChallengeView;
use crate::error::Error;
use crate::request::Request;
use crate::route::Response;
use crate::routes::auth::client;
use crate::routes::auth::mfa::complete;
use crate::routes::auth::sign_in::sign_in_with_two_factors;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assertion {
    /// As it came with the challenge
    #[schemars(length(max = 20_000))]
    flow: String,
    /// What the browser answered: `PublicKeyCredential.toJSON()`
    credential: Map<String, Json>,
}

/// Makes a challenge: for the session's user, or for any user where there is no session.
pub async fn start(request: Rc<Request>) -> Response {
    let auth = &request.state.auth;
    let challenge = match own_claim(&request)? {
        Some(claim) => passkeys::start_login(auth, Asker::Claim(&claim)).await?,
        None => passkeys::start_login(auth, Asker::Stranger(&client(&request)?, None)).await?,
    };
    Ok(HttpResponse::Ok().json(ChallengeView::from(challenge)))
}

/// Takes the response.
pub async fn finish(request: Rc<Request>) -> Response {
    let input: Assertion = request.body()?;
    let (auth, credential) = (&request.state.auth, Json::Object(input.credential));
    let completed = if let Some(claim) = own_claim(&request)? {
        passkeys::finish_login(auth, Asker::Claim(&claim), &input.flow, credential).await?
    } else {
        let (client, device) = (client(&request)?, request.state.shared.cookies.device(&request.http));
        let asker = Asker::Stranger(&client, device.as_ref());
        passkeys::finish_login(auth, asker, &input.flow, credential).await.map_err(refusal)?
    };
    match completed {
        Completed::Session(token) => complete(&request, token).await,
        Completed::SignedIn(signed_in) => sign_in_with_two_factors(&request, *signed_in).await,
    }
}

/// The claim of the session that the request came with, where it came with a live one.
fn own_claim(request: &Request) -> Result<Option<Claim>, Error> {
    if request.principal().is_err() {
        return Ok(None);
    }
    request.optional_claim()
}

/// A refused passkey is 401 for a client without a session.
fn refusal(error: PasskeyError) -> Error {
    match error {
        PasskeyError::Refused => Error::Unauthenticated,
        error => error.into(),
    }
}
