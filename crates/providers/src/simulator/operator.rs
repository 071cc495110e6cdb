//! What the carrier's own staff would do: open accounts, assign numbers, have people call and write, break things.
//!
//! Requests are JSON under `/simulator/`. There is no sign-in: the simulated carrier listens on loopback, in development,
//! and refuses what a browser was led to it for by another name than one of this machine.

mod bodies;
mod client;
mod people;

use hyper::{Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::books::{BooksError, ListFilter, NumberRecord, Rates};
use super::engine::World;
use super::rules::Refusal;
use super::server::{Call, Reply};
pub use bodies::{NewAccount, NewHandset, NewNumber, PersonsCall, PersonsMessage, RemovedNumber};
pub use client::{Operator, OperatorError};

const NOT_FOUND: Refusal = Refusal::new(404, 20404, "There is no such resource of the simulator.");
const FOREIGN_HOST: Refusal = Refusal::new(403, 20403, "The request is meant for another host.");
const UNREADABLE: Refusal = Refusal::new(400, 20001, "The body is not what this resource takes.");

pub(super) async fn respond(world: &World, call: &Call<'_>) -> Result<Reply, BooksError> {
    if !call.is_for_this_machine {
        return Ok(Reply::refused(FOREIGN_HOST));
    }
    // A page of another site can send no JSON here: a browser would ask first, and get no permission.
    if call.method != Method::GET && !call.is_json {
        return Ok(Reply::refused(UNREADABLE));
    }
    let parts: Vec<_> = call.path.trim_start_matches("/simulator/").split('/').collect();
    match (&call.method, parts.as_slice()) {
        (&Method::PUT, ["accounts"]) => match read::<NewAccount>(call) {
            Some(account) => put_account(world, account).await,
            None => Ok(Reply::refused(UNREADABLE)),
        },
        (&Method::PUT, ["numbers"]) => match read::<NewNumber>(call) {
            Some(number) => put_number(world, number).await,
            None => Ok(Reply::refused(UNREADABLE)),
        },
        (&Method::DELETE, ["numbers"]) => match read::<RemovedNumber>(call) {
            Some(removed) => {
                world.books.remove_number(&removed.account_sid, &removed.phone_number).await?;
                Ok(done())
            }
            None => Ok(Reply::refused(UNREADABLE)),
        },
        (&Method::PUT, ["handsets"]) => match read::<NewHandset>(call) {
            Some(new) => {
                world.books.put_handset(&new.account_sid, &new.phone_number, &new.handset).await?;
                Ok(done())
            }
            None => Ok(Reply::refused(UNREADABLE)),
        },
        (&Method::PUT, ["faults"]) => Ok(match read(call) {
            Some(faults) => {
                world.dice.set(faults);
                done()
            }
            None => Reply::refused(UNREADABLE),
        }),
        (&Method::POST, ["calls"]) => match read::<PersonsCall>(call) {
            Some(call) => people::call(world, call).await,
            None => Ok(Reply::refused(UNREADABLE)),
        },
        (&Method::POST, ["messages"]) => match read::<PersonsMessage>(call) {
            Some(message) => people::write(world, message).await,
            None => Ok(Reply::refused(UNREADABLE)),
        },
        (&Method::GET, ["numbers"]) => Ok(Reply::json(StatusCode::OK, &world.books.all_numbers().await?)),
        (&Method::GET, ["calls"]) => Ok(Reply::json(StatusCode::OK, &world.books.calls(&newest(call)).await?)),
        (&Method::GET, ["calls", sid]) => Ok(found(world.books.call_of_any(sid).await?.as_ref())),
        (&Method::GET, ["calls", sid, "lines"]) => Ok(Reply::json(StatusCode::OK, &world.books.lines(sid).await?)),
        (&Method::GET, ["messages"]) => Ok(Reply::json(StatusCode::OK, &world.books.messages(&newest(call)).await?)),
        (&Method::GET, ["messages", sid]) => Ok(found(world.books.thread(sid).await?.as_ref())),
        (&Method::GET, ["faults"]) => Ok(Reply::json(StatusCode::OK, &world.dice.faults())),
        (&Method::GET, ["quiet"]) => Ok(Reply::json(StatusCode::OK, &world.books.is_quiet().await?)),
        _ => Ok(Reply::refused(NOT_FOUND)),
    }
}

async fn put_account(world: &World, new: NewAccount) -> Result<Reply, BooksError> {
    let NewAccount { sid, auth_token, calls_per_second, segments_per_second } = new;
    if auth_token.is_empty() || calls_per_second <= 0.0 || segments_per_second <= 0.0 {
        return Ok(Reply::refused(UNREADABLE));
    }
    world.books.put_account(&sid, &auth_token, Rates { calls_per_second, segments_per_second }).await?;
    Ok(done())
}

async fn put_number(world: &World, new: NewNumber) -> Result<Reply, BooksError> {
    let urls = [&new.voice_url, &new.sms_url, &new.status_callback];
    let is_foreign = urls.iter().any(|url| !url.is_empty() && !world.webhooks.allows(url));
    if is_foreign || world.books.account(&new.account_sid).await?.is_none() {
        return Ok(Reply::refused(UNREADABLE));
    }
    let NewNumber { account_sid, phone_number, voice_url, sms_url, status_callback } = new;
    let sid = world.sid("PN");
    world
        .books
        .put_number(&NumberRecord { account_sid, phone_number, sid, voice_url, sms_url, status_callback })
        .await?;
    Ok(done())
}

/// All, or as many of the newest as the query's `limit` says.
fn newest(call: &Call<'_>) -> ListFilter {
    let limit = call.query.strip_prefix("limit=").and_then(|limit| limit.parse().ok());
    ListFilter { limit: limit.unwrap_or(u32::MAX), ..ListFilter::default() }
}

fn found(value: Option<&impl Serialize>) -> Reply {
    value.map_or_else(|| Reply::refused(NOT_FOUND), |value| Reply::json(StatusCode::OK, value))
}

fn read<T: DeserializeOwned>(call: &Call<'_>) -> Option<T> {
    serde_json::from_slice(&call.body).ok()
}

fn done() -> Reply {
    Reply::json(StatusCode::OK, &serde_json::json!({}))
}
