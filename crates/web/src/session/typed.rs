//! What a session says, typed. The string keys of its state are known in this file and nowhere else.

use std::collections::HashMap;

use actix_session::Session;
use auth::{LiveSession, NewSession, SessionId, UserId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::error::Error;

/// A live session's own facts, as the store loaded them.
const LIVE: &str = "live";
/// A session to be: the store makes it when the answer is on its way.
const NEW: &str = "new";

/// Who is signed in, by a session that was live when the request came.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Principal {
    pub user_id: UserId,
    pub session_id: SessionId,
    pub email: String,
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
}

/// Starts a session for somebody who has proved who they are, in place of the one that the request came with, if any.
pub fn start(session: &Session, new: &NewSession) -> Result<(), Error> {
    session.clear();
    session.renew();
    session.insert(NEW, new).map_err(Error::internal)
}

/// Ends the session that the request came with.
pub fn end(session: &Session) {
    session.purge();
}

pub(super) fn principal(session: &Session) -> Result<Option<Principal>, Error> {
    let entries = session.entries();
    entries.get(LIVE).map(|json| serde_json::from_str(json)).transpose().map_err(Error::internal)
}

pub(super) fn live_state(live: LiveSession) -> serde_json::Result<HashMap<String, String>> {
    let principal = Principal {
        user_id: live.user_id,
        session_id: live.id,
        email: live.email.as_str().to_owned(),
        name: live.name.as_str().to_owned(),
        registered_at: live.registered_at,
        created_at: live.created_at,
        last_seen_at: live.last_seen_at,
        expires_at: live.expires_at,
        device_name: live.device_name,
    };
    Ok(HashMap::from([(LIVE.to_owned(), serde_json::to_string(&principal)?)]))
}

/// The session to make that a state holds.
pub(super) fn new_session(state: &HashMap<String, String>) -> serde_json::Result<Option<NewSession>> {
    state.get(NEW).map(|json| serde_json::from_str(json)).transpose()
}
