//! Tokens for clients without cookies.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use auth::NewSession;
use auth::tokens::{self, PublishedKey, RefreshToken, TokenError, TokenPair};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::Caller;

use super::input::Faults;
use super::login::{Login, prove};
use super::sign_in::find_self;
use crate::edge::limit::Limit;
use crate::error::Error;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about tokens.
pub fn routes() -> [Route; 5] {
    let line =
        |path, operation, summary, success, handler| Route::new("auth", path, operation, summary, success, handler);
    let tokens = Success::of::<Tokens>(200);
    let reads_token = Body::Json(Schema::of::<Refresh>());
    [
        line(
            (Method::POST, "/auth/token"),
            "issueTokens",
            "Signs a user in by password, and a code where they have a second factor, for a client without cookies",
            tokens,
            handler!(issue),
        )
        .open("the caller has no session yet")
        .body(Body::Json(Schema::of::<TokenRequest>()))
        .limit(Limit::Login),
        line(
            (Method::POST, "/auth/token/session"),
            "issueTokensOfSession",
            "Gives a signed-in user tokens for a client without cookies, in a session that expires with the present one",
            tokens,
            handler!(branch),
        )
        .body(Body::Json(Schema::of::<Device>()))
        .require_recent_auth(),
        line(
            (Method::POST, "/auth/token/refresh"),
            "refreshTokens",
            "Exchanges a refresh token for new tokens; one that was used before ends its session",
            tokens,
            handler!(refresh),
        )
        .open("the refresh token is the credential")
        .body(reads_token)
        .limit(Limit::Tokens),
        line(
            (Method::POST, "/auth/token/revoke"),
            "revokeTokens",
            "Ends the session of a refresh token, if there is one",
            Success::NOTHING,
            handler!(revoke),
        )
        .open("the refresh token is the credential")
        .body(reads_token)
        .limit(Limit::Tokens),
        line(
            (Method::GET, "/.well-known/jwks.json"),
            "listSigningKeys",
            "Lists the public keys of access tokens (RFC 7517)",
            Success::of::<Jwks>(200),
            handler!(keys),
        )
        .open("the keys are public")
        .limit(Limit::Documents),
    ]
}

/// Tokens of a session that no cookie opens.
#[derive(Serialize, JsonSchema)]
pub struct Tokens {
    /// A JWT; goes into `Authorization: Bearer …`
    access_token: String,
    /// Bearer
    token_type: &'static str,
    /// Seconds until the access token has to be renewed
    expires_in: i64,
    /// Renews the pair, once
    refresh_token: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    #[schemars(length(min = 6, max = 254), example = &"ann@example.com")]
    email: String,
    #[schemars(length(max = 128), example = &"correct horse battery staple")]
    password: String,
    /// What the user calls this device, for the list of sessions
    #[schemars(length(max = 100), example = &"Ann's phone")]
    device_name: Option<String>,
    /// Six digits of the authenticator app, of a user who has a second factor; each is taken once
    #[schemars(length(min = 6, max = 32), regex(pattern = "^[0-9 -]*$"), example = &"492039")]
    code: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// What the user calls the device that gets the tokens, for the list of sessions
    #[schemars(length(max = 100), example = &"Ann's phone")]
    device_name: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    #[schemars(length(max = 128), example = &"Dpo2W7nNyPk4kV0yXh3m5S8uQbRfTjL1aZcEgIiKoM6")]
    refresh_token: String,
}

/// The public keys of access tokens (RFC 7517).
#[derive(Serialize, JsonSchema)]
pub struct Jwks {
    keys: Vec<Jwk>,
}

/// A public key (RFC 8037).
#[derive(Serialize, JsonSchema)]
struct Jwk {
    /// OKP
    kty: &'static str,
    /// Ed25519
    crv: &'static str,
    /// sig
    #[serde(rename = "use")]
    purpose: &'static str,
    /// `EdDSA`
    alg: &'static str,
    /// What the header of a token calls it
    kid: String,
    /// The key, in base64url
    x: String,
}

/// Signs a user in by password and gives the client tokens instead of a cookie. Where a second factor is owed, a
/// right code is needed as well.
pub async fn issue(request: Rc<Request>) -> Response {
    let TokenRequest { email, password, device_name, code } = request.body()?;
    let mut faults = Faults::default();
    let code = code.and_then(|code| faults.code(&code));
    faults.check()?;
    let (signed_in, device_name) = prove(&request, Login { email, password, device_name }).await?;
    let new = NewSession::new(&signed_in, device_name.as_deref(), &super::client(&request)?);
    let pair = tokens::issue(&request.state.auth, new, code.as_ref()).await?;
    find_self(&request, &Caller::session(pair.proof.clone()), &signed_in.user.name).await?;
    Ok(response(pair))
}

/// Gives a signed-in user, however they signed in, tokens of a new session.
pub async fn branch(request: Rc<Request>) -> Response {
    let input: Device = request.body()?;
    let mut faults = Faults::default();
    faults.device_name(input.device_name.as_deref());
    faults.check()?;
    Ok(response(tokens::issue_for_session(&request.state.auth, &request.claim()?, input.device_name.as_deref()).await?))
}

/// Exchanges a refresh token for new tokens. One that was used before ends the session.
pub async fn refresh(request: Rc<Request>) -> Response {
    let token = read(&request)?.ok_or(Error::Unauthenticated)?;
    Ok(response(tokens::refresh(&request.state.auth, &token, &super::client(&request)?).await?))
}

/// Ends the session of a refresh token. The response is the same where there is none.
pub async fn revoke(request: Rc<Request>) -> Response {
    if let Some(token) = read(&request)? {
        tokens::revoke(&request.state.auth, &token, &super::client(&request)?).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}

/// Shows the public keys of access tokens, so that other services can verify the tokens. Caches may keep the keys for
/// some minutes: they are public, and each is published for a week before it signs.
pub async fn keys(request: Rc<Request>) -> Response {
    let keys = tokens::published(&request.state.auth).await?;
    let cached = HeaderValue::from_static("public, max-age=300");
    let jwk = |PublishedKey { kid, x }| Jwk { kty: "OKP", crv: "Ed25519", purpose: "sig", alg: "EdDSA", kid, x };
    let keys = keys.into_iter().map(jwk).collect();
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, cached)).json(Jwks { keys }))
}

/// The token of the body; `None` for what can't be one.
fn read(request: &Request) -> Result<Option<RefreshToken>, Error> {
    let input: Refresh = request.body()?;
    Ok(RefreshToken::parse(&input.refresh_token))
}

fn response(pair: TokenPair) -> HttpResponse {
    HttpResponse::Ok().json(Tokens {
        access_token: pair.access_token,
        token_type: "Bearer",
        expires_in: pair.expires_in.whole_seconds(),
        refresh_token: pair.refresh_token.into_string(),
    })
}

impl From<TokenError> for Error {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::Refused => Self::Unauthenticated,
            TokenError::FactorOwed => Self::forbidden("mfa_required", "A code of the authenticator app must be given."),
            TokenError::Factor(error) => error.into(),
            TokenError::Key(_) => Self::internal(error),
            TokenError::Store(error) => error.into(),
        }
    }
}
