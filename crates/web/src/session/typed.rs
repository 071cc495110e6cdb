//! What a session says, typed. The string keys of its state are known in this file and nowhere else.

use std::collections::HashMap;

use actix_session::Session;
use auth::{LiveSession, SessionId, SessionToken, UserId};
use time::OffsetDateTime;

use crate::error::Error;

/// The token that the request shows. What it opens, if anything, is the database's to say.
const TOKEN: &str = "shown";
/// The token of a session that this request started; the cookie gets it.
const STARTED: &str = "started";

/// Who is signed in, by a session that was live when the request came.
#[derive(Clone, Debug)]
pub struct Principal {
    pub user_id: UserId,
    pub session_id: SessionId,
    pub email: Option<String>,
    pub email_verified: bool,
    pub phone: Option<String>,
    pub name: String,
    pub registered_at: OffsetDateTime,
    pub created_at: OffsetDateTime,
    pub last_seen_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub device_name: Option<String>,
    pub proved_at: OffsetDateTime,
    pub second_factor: bool,
    pub pending: bool,
    pub factors: Vec<String>,
}

impl From<LiveSession> for Principal {
    fn from(live: LiveSession) -> Self {
        Self {
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
        }
    }
}

impl Principal {
    /// Whether the user has proved a way to reach them: by confirming an address, or by having a phone number, which is
    /// always proved (REG-2). Where the address is what counts, `email_verified` alone decides.
    pub fn is_verified(&self) -> bool {
        self.email_verified || self.phone.is_some()
    }
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

/// The token that the request shows.
pub(super) fn token(session: &Session) -> Option<SessionToken> {
    session.entries().get(TOKEN).and_then(|token| SessionToken::parse(token))
}

pub(super) fn shown(token: SessionToken) -> HashMap<String, String> {
    HashMap::from([(TOKEN.to_owned(), token.into_string())])
}

/// The token of the session that the request started.
pub(super) fn started(state: &HashMap<String, String>) -> serde_json::Result<Option<String>> {
    state.get(STARTED).map(|json| serde_json::from_str(json)).transpose()
}
