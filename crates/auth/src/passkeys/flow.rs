//! What a challenge is for, on its way to the browser and back: encrypted, bound to the session, good for five minutes,
//! and once (OTP-10).

use base::{Pool, Transaction};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::PasskeyError;
use crate::{Auth, SessionId, StoreError};

const LASTS: Duration = Duration::minutes(5);

/// A challenge that was given out.
#[derive(Serialize, Deserialize)]
pub(super) struct Flow<S> {
    id: Uuid,
    #[serde(with = "time::serde::timestamp")]
    expires_at: OffsetDateTime,
    /// The session that asked for it; `None` for a sign-in without one.
    session: Option<SessionId>,
    pub state: S,
}

impl<S: Serialize + DeserializeOwned> Flow<S> {
    /// Encrypts a new flow. `what` tells flows of different kinds apart.
    pub fn encrypt(auth: &Auth, what: &str, session: Option<SessionId>, state: S) -> Result<String, PasskeyError> {
        let now = auth.clock.now();
        let flow = Self { id: auth.random.uuid_v7(now), expires_at: now + LASTS, session, state };
        let plain =
            serde_json::to_vec(&flow).map_err(|error| StoreError::Database(sqlx::Error::Encode(error.into())))?;
        Ok(URL_SAFE_NO_PAD.encode(auth.secret_box.encrypt(&auth.random, what, &plain)))
    }

    /// Decrypts a flow that the same session asked for within the last five minutes.
    pub fn decrypt(auth: &Auth, what: &str, session: Option<SessionId>, encrypted: &str) -> Result<Self, PasskeyError> {
        let encrypted = URL_SAFE_NO_PAD.decode(encrypted).map_err(|_| PasskeyError::Refused)?;
        let plain = auth.secret_box.decrypt(what, &encrypted).map_err(|_| PasskeyError::Refused)?;
        let flow: Self = serde_json::from_slice(&plain).map_err(|_| PasskeyError::Refused)?;
        if flow.session != session || flow.expires_at <= auth.clock.now() {
            return Err(PasskeyError::Refused);
        }
        Ok(flow)
    }

    /// Uses the flow up, in the act's own transaction; of parallel answers to one challenge one wins.
    pub async fn spend(&self, tx: &mut Transaction) -> Result<(), PasskeyError> {
        let spent = sqlx::query!(
            "insert into auth.spent_challenges (challenge_id, expires_at) values ($1, $2) on conflict do nothing",
            self.id,
            self.expires_at
        )
        .execute(tx)
        .await?;
        if spent.rows_affected() == 1 { Ok(()) } else { Err(PasskeyError::Refused) }
    }
}

/// Forgets challenges that are too old to be answered.
pub async fn sweep(pool: &Pool, now: OffsetDateTime) -> Result<u64, StoreError> {
    let mut db = pool.lease().await?;
    // An hour more than enough, for nodes whose clocks differ.
    let swept = sqlx::query!("delete from auth.spent_challenges where expires_at < $1", now - Duration::HOUR)
        .execute(&mut db)
        .await?;
    db.give_back();
    Ok(swept.rows_affected())
}
