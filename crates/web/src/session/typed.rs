//! What a session says, typed. The string keys of its state are known in this file and nowhere else.

use std::collections::HashMap;

use actix_session::Session;
use auth::{LiveSession, SessionId, SessionToken, StoreError, UserId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::error::Error;

/// A live session's own facts, as the store loaded them.
const LIVE: &str = "live";
/// The token of a session that this request started; the cookie gets it.
const STARTED: &str = "started";
/// Why it isn't known whether the session is live.
const UNKNOWN: &str = "unknown";

/// Who is signed in, by a session that was live when the request came.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Principal {
    pub user_id: UserId,
    pub session_id: SessionId,
    pub email: Option<String>,
    pub email_verified: bool,
    pub phone: Option<String>,
    pub name: String,
    #[serde(with = "time::serde::timestamp::microseconds")]
    pub registered_at: OffsetDateTime,
    #[serde(with = "time::serde::timestamp::microseconds")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::timestamp::microseconds")]
    pub last_seen_at: OffsetDateTime,
    #[serde(with = "time::serde::timestamp::microseconds")]
    pub expires_at: OffsetDateTime,
    pub device_name: Option<String>,
    #[serde(with = "time::serde::timestamp::microseconds")]
    pub proved_at: OffsetDateTime,
    pub second_factor: bool,
    pub pending: bool,
    pub factors: Vec<String>,
}

/// Gives the client a session that was just made, in place of the one that the request came with, which ends.
pub fn start(session: &Session, token: SessionToken) -> Result<(), Error> {
    session.clear();
    session.renew();
    session.insert(STARTED, token.into_string()).map_err(Error::internal)
}

/// Ends the session that the request came with.
pub fn end(session: &Session) {
    session.purge();
}

pub(super) fn principal(session: &Session) -> Result<Option<Principal>, Error> {
    let entries = session.entries();
    if let Some(cause) = entries.get(UNKNOWN) {
        return Err(Error::unavailable(cause.clone()));
    }
    entries.get(LIVE).map(|json| serde_json::from_str(json)).transpose().map_err(Error::internal)
}

pub(super) fn live_state(live: LiveSession) -> serde_json::Result<HashMap<String, String>> {
    let principal = Principal {
        user_id: live.user_id,
        session_id: live.id,
        email: live.email.map(Into::into),
        email_verified: live.email_verified,
        phone: live.phone,
        name: live.name.as_str().to_owned(),
        registered_at: live.registered_at,
        created_at: live.created_at,
        last_seen_at: live.last_seen_at,
        expires_at: live.expires_at,
        device_name: live.device_name,
        proved_at: live.proved_at,
        second_factor: live.second_factor,
        pending: live.pending,
        factors: live.factors,
    };
    Ok(HashMap::from([(LIVE.to_owned(), serde_json::to_string(&principal)?)]))
}

/// The state of a session that couldn't be looked up. As a failure of the store it would be answered 500; this way
/// [`principal`] says 503, and an answer that needs nobody signed in is still given.
pub(super) fn unknown_state(error: &StoreError) -> HashMap<String, String> {
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    HashMap::from([(UNKNOWN.to_owned(), format!("{error}: {source}"))])
}

/// The token of the session that the request started.
pub(super) fn started(state: &HashMap<String, String>) -> serde_json::Result<Option<String>> {
    state.get(STARTED).map(|json| serde_json::from_str(json)).transpose()
}
