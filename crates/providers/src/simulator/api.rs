//! Twilio's REST API: `/2010-04-01/Accounts/{sid}/…`.

mod calls;
mod list;
mod messages;
mod numbers;
mod recordings;
mod sound;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::{Method, StatusCode};

use super::books::BooksError;
use super::dice::RequestFault;
use super::engine::World;
use super::rules::Refusal;
use super::server::{Call, Reply};
use crate::twilio::Parameters;

pub(super) const NOT_FOUND: Refusal = Refusal::new(404, 20404, "The requested resource was not found.");
const NOT_ALLOWED: Refusal = Refusal::new(405, 20004, "Method not allowed.");
const UNAUTHENTICATED: Refusal = Refusal::new(401, 20003, "Authenticate.");
const TOO_MANY_REQUESTS: Refusal = Refusal::new(429, 20429, "Too many requests.");

pub(super) async fn respond(world: &World, call: &Call<'_>) -> Result<Reply, BooksError> {
    let Some((account, resource)) =
        call.path.strip_prefix("/2010-04-01/Accounts/").and_then(|rest| rest.split_once('/'))
    else {
        return Ok(Reply::refused(NOT_FOUND));
    };
    if !is_authenticated(world, account, call.authorization).await? {
        return Ok(Reply::refused(UNAUTHENTICATED));
    }
    let (Ok(query), Ok(form)) = (Parameters::parse(call.query.as_bytes()), Parameters::parse(&call.body)) else {
        return Ok(Reply::refused(Refusal::new(400, 20001, "The parameters are not UTF-8.")));
    };
    let parts: Vec<_> = resource.split('/').map(|part| part.trim_end_matches(".json")).collect();
    let request = (&call.method, parts.as_slice());
    match request {
        (&Method::POST, ["Calls" | "Messages"] | ["Calls", _]) => act(world, account, &parts, &form).await,
        (&Method::GET, ["Calls"]) => calls::list(world, account, &query).await,
        (&Method::GET, ["Calls", sid]) => calls::find(world, account, sid).await,
        (&Method::GET, ["Messages"]) => messages::list(world, account, &query).await,
        (&Method::GET, ["Messages", sid]) => messages::find(world, account, sid).await,
        (&Method::GET, ["IncomingPhoneNumbers"]) => numbers::list(world, account, &query).await,
        (&Method::GET, ["Applications"]) => Ok(list::page("applications", &[], None)),
        (&Method::GET, ["Recordings", name]) => recordings::find(world, account, name).await,
        (_, ["Calls" | "Messages" | "IncomingPhoneNumbers" | "Applications", ..]) => Ok(Reply::refused(NOT_ALLOWED)),
        _ => Ok(Reply::refused(NOT_FOUND)),
    }
}

/// Creates a call or a message, or changes a call, with what may go wrong at it.
async fn act(world: &World, account: &str, parts: &[&str], form: &Parameters) -> Result<Reply, BooksError> {
    let fault = world.dice.of_request();
    match fault {
        Some(RequestFault::TooManyRequests) => return Ok(Reply::refused(TOO_MANY_REQUESTS)),
        Some(RequestFault::ErrorBefore) => return Ok(error(503)),
        _ => {}
    }
    let reply = match parts {
        ["Calls", sid] => calls::update(world, account, sid, form).await?,
        ["Calls"] => calls::create(world, account, form).await?,
        _ => messages::create(world, account, form).await?,
    };
    world.wake.notify_one();
    Ok(match fault {
        Some(RequestFault::ErrorAfter) => error(500),
        Some(RequestFault::HangAfter) => Reply::Hang,
        Some(RequestFault::CloseAfter) => Reply::Close,
        _ => reply,
    })
}

fn error(status: u16) -> Reply {
    Reply::refused(Refusal::new(status, 20500, "Internal error."))
}

async fn is_authenticated(world: &World, sid: &str, authorization: Option<&str>) -> Result<bool, BooksError> {
    let given = authorization.and_then(|value| STANDARD.decode(value.strip_prefix("Basic ")?).ok());
    let account = world.books.account(sid).await?;
    Ok(account.is_some_and(|account| given == Some(format!("{sid}:{}", account.auth_token).into_bytes())))
}

fn created(value: &serde_json::Value) -> Reply {
    Reply::json(StatusCode::CREATED, value)
}

fn ok(value: &serde_json::Value) -> Reply {
    Reply::json(StatusCode::OK, value)
}
