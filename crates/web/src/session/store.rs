use std::collections::HashMap;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use auth::{SessionToken, sessions};
use base::Pool;

use super::typed::{shown, started};

/// Sessions in Postgres.
///
/// A session's state is its token. What the token opens is read afresh at every request, if possible by the statement
/// that does the request's work (`dispatch/authenticate.rs`), so `load` looks nothing up. `update` always fails, so a
/// request that outlives a logout can't bring the session back, as it could in a store that falls back to inserting.
/// `save` writes nothing: the unit of work that signs the user in makes the session itself, where a failure has an
/// response of its own and a client that hangs up interrupts nothing.
pub struct Store {
    pool: Pool,
}

impl Store {
    pub fn new(pool: Pool) -> Self {
        Self { pool }
    }
}

type State = HashMap<String, String>;

impl SessionStore for Store {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        Ok(SessionToken::parse(key.as_ref()).map(shown))
    }

    async fn save(&self, state: State, _: &Duration) -> Result<SessionKey, SaveError> {
        let token = started(&state).map_err(|error| SaveError::Serialization(error.into()))?;
        token.and_then(|token| token.try_into().ok()).ok_or_else(|| SaveError::Other(Refused.into()))
    }

    async fn update(&self, _: SessionKey, _: State, _: &Duration) -> Result<SessionKey, UpdateError> {
        Err(UpdateError::Other(Refused.into()))
    }

    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> Result<(), anyhow::Error> {
        Err(Refused.into())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        let Some(token) = SessionToken::parse(key.as_ref()) else { return Ok(()) };
        Ok(sessions::discard(&self.pool, &token).await?)
    }
}

/// The error of a write through the store: only a sign-in makes a session.
#[derive(Debug, thiserror::Error)]
#[error("a session's state is not for changing")]
struct Refused;
