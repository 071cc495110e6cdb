use std::collections::HashMap;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use auth::{Auth, SessionToken, sessions};

use super::typed::{live_state, new_session};

/// Sessions in Postgres.
///
/// A session's state never changes: what it says is read with it, fresh at every request. So there is nothing to update,
/// and a request that outlives a logout can't bring the session back, as a store that falls back to inserting can.
pub struct Store {
    auth: Auth,
}

impl Store {
    pub fn new(auth: Auth) -> Self {
        Self { auth }
    }
}

type State = HashMap<String, String>;

impl SessionStore for Store {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let Some(token) = SessionToken::parse(key.as_ref()) else { return Ok(None) };
        let now = self.auth.clock.now();
        let live = sessions::load(&self.auth.pool, &token, &self.auth.session_limits, now).await;
        match live.map_err(|error| LoadError::Other(error.into()))? {
            Some(live) => live_state(live).map(Some).map_err(|error| LoadError::Deserialization(error.into())),
            None => Ok(None),
        }
    }

    async fn save(&self, state: State, _: &Duration) -> Result<SessionKey, SaveError> {
        let new = new_session(&state).map_err(|error| SaveError::Serialization(error.into()))?;
        let new = new.ok_or_else(|| SaveError::Other(Refused.into()))?;
        let token = sessions::create(&self.auth, new).await.map_err(|error| SaveError::Other(error.into()))?;
        token.into_string().try_into().map_err(|_| SaveError::Other(Refused.into()))
    }

    async fn update(&self, _: SessionKey, _: State, _: &Duration) -> Result<SessionKey, UpdateError> {
        Err(UpdateError::Other(Refused.into()))
    }

    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> Result<(), anyhow::Error> {
        Err(Refused.into())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        let Some(token) = SessionToken::parse(key.as_ref()) else { return Ok(()) };
        Ok(sessions::discard(&self.auth.pool, &token).await?)
    }
}

/// A session is made from a proof of who somebody is, and from nothing else.
#[derive(Debug, thiserror::Error)]
#[error("a session's state is not for changing")]
struct Refused;
