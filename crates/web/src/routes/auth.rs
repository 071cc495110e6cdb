//! Registration, sign-in and sign-out, and the user's own account.

mod email;
mod history;
mod impersonation;
mod input;
mod invitations;
mod login;
mod logout;
mod me;
mod mfa;
mod options;
mod otp;
mod passkeys;
mod password;
mod preferences;
mod reauthenticate;
mod register;
mod sessions;
mod sign_in;
mod token;
mod view;

use actix_session::SessionExt;
use actix_web::http::Method;
use auth::{Client, CreateSessionError, HashError, LoginError, RegisterError, SessionToken, StoreError};

use crate::edge::Context;
use crate::edge::limit::Limit;
use crate::error::Error;
use crate::error::mapping;
use crate::request::Request;
use crate::route::{Access, Body, Route, Success, handler};
use crate::schema::Schema;
use crate::session;

pub use mfa::routes as mfa_routes;
pub use passkeys::routes as passkeys;

/// 202: what is to be done will be done, and says nothing more.
const ACCEPTED: Success = Success { status: 202, schema: Schema::Empty };

/// The lines of the table about users and sessions.
pub fn routes() -> Vec<Route> {
    let own = [sessions_and_users(), impersonation::routes(), preferences::routes(), options::routes()];
    [own.concat(), codes(), email::routes(), password::routes()].concat()
}

fn codes() -> Vec<Route> {
    let line =
        |path, operation, summary, success, handler| Route::new("auth", path, operation, summary, success, handler);
    let signed_out = "the caller has no session yet";
    vec![
        line(
            (Method::POST, "/auth/otp/request"),
            "requestCode",
            "Sends a code to an address or a phone number",
            Success::of::<otp::CodeSent>(202),
            handler!(otp::request),
        )
        .open(signed_out)
        .body(Body::Json(Schema::of::<otp::CodeRequest>()))
        .limit(Limit::Login),
        line(
            (Method::POST, "/auth/otp/verify"),
            "verifyCode",
            "Signs a user in by the code, and registers an unknown contact",
            Success { status: 200, schema: Schema::Type(login::response) },
            handler!(otp::verify),
        )
        .open(signed_out)
        .body(Body::Json(Schema::of::<otp::CodeCheck>()))
        .limit(Limit::Login),
    ]
}

fn sessions_and_users() -> Vec<Route> {
    let line =
        |path, operation, summary, success, handler| Route::new("auth", path, operation, summary, success, handler);
    let me = Success::of::<view::MeView>;
    let signed_out = "the caller has no session yet";
    vec![
        line(
            (Method::POST, "/auth/register"),
            "register",
            "Makes a user with a personal workspace, and signs them in",
            me(201),
            handler!(register::register),
        )
        .open(signed_out)
        .body(Body::Json(Schema::of::<register::Registration>()))
        .limit(Limit::Register),
        line(
            (Method::POST, "/auth/login"),
            "login",
            "Signs a user in by password",
            Success { status: 200, schema: Schema::Type(login::response) },
            handler!(login::login),
        )
        .open(signed_out)
        .body(Body::Json(Schema::of::<login::Login>()))
        .limit(Limit::Login),
        line(
            (Method::POST, "/auth/logout"),
            "logout",
            "Ends the session that the request comes with",
            Success::NOTHING,
            handler!(logout::logout),
        )
        .access(Access::MfaPending)
        .allow_impersonators(),
        line(
            (Method::POST, "/auth/logout-all"),
            "logoutAll",
            "Ends all sessions of the user",
            Success::NOTHING,
            handler!(logout::logout_all),
        ),
        line(
            (Method::GET, "/auth/me"),
            "findMe",
            "Shows the user, the tenant that the request is in, all their tenants and the session",
            me(200),
            handler!(me::find),
        )
        .allow_impersonators()
        .deferrable(),
        line(
            (Method::PATCH, "/auth/me"),
            "changeMe",
            "Changes the user's name or home tenant",
            me(200),
            handler!(me::change),
        )
        .body(Body::MergePatch(Schema::of::<me::MeChanges>())),
        line(
            (Method::GET, "/auth/sessions"),
            "listSessions",
            "Lists the user's sessions, those seen last first",
            Success::of::<sessions::Sessions>(200),
            handler!(sessions::list),
        ),
        line(
            (Method::DELETE, "/auth/sessions/{id}"),
            "endSession",
            "Ends one of the user's sessions",
            Success::NOTHING,
            handler!(sessions::end),
        ),
        line(
            (Method::GET, "/auth/history"),
            "listHistory",
            "Lists what happened to the user's account, newest first",
            Success::of::<history::History>(200),
            handler!(history::list),
        )
        .query(&["limit", "cursor"]),
        line(
            (Method::POST, "/auth/invitations/accept"),
            "acceptInvitation",
            "Accepts an invitation, and creates an account where the address has none",
            me(200),
            handler!(invitations::accept),
        )
        .open("the invited person may have no account yet")
        .body(Body::Json(Schema::of::<invitations::Acceptance>()))
        .limit(Limit::Register),
    ]
    .into_iter()
    .chain(token::routes())
    .collect()
}

/// The client of the request, for the security log and for counting attempts.
pub(super) fn client(request: &Request) -> Result<Client, Error> {
    let user_agent = request.http.headers().get(actix_web::http::header::USER_AGENT);
    Ok(Client {
        address: Some(Context::of(&request.http)?.client),
        user_agent: user_agent.and_then(|value| value.to_str().ok()).map(str::to_owned),
        request_id: Some(request.id),
    })
}

/// Gives a browser the new token of its session. A client without cookies keeps the tokens that it has.
fn renewed(request: &Request, token: Option<SessionToken>) -> Result<(), Error> {
    token.map_or(Ok(()), |token| session::start(&request.http.get_session(), token))
}

impl From<LoginError> for Error {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Refused => Self::Unauthenticated,
            LoginError::Blocked { retry_after } => Self::TooManyRequests { retry_after },
            LoginError::Busy => Self::unavailable(error),
            LoginError::Store(error) => error.into(),
        }
    }
}

impl From<RegisterError> for Error {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::EmailTaken => Self::conflict("email_taken", "This address has an account."),
            RegisterError::Hash(HashError::Busy) => Self::unavailable(error),
            RegisterError::Hash(error) => Self::internal(error),
            RegisterError::Store(error) => error.into(),
        }
    }
}

impl From<CreateSessionError> for Error {
    fn from(error: CreateSessionError) -> Self {
        match error {
            CreateSessionError::Outdated => Self::Unauthenticated,
            CreateSessionError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Pool(error) => error.into(),
            StoreError::Credential(refused) => refused.into(),
            StoreError::Database(error) => mapping::database(error),
        }
    }
}
