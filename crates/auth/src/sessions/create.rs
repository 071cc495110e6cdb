use time::OffsetDateTime;

use super::SessionToken;
use crate::events::EventKind;
use crate::{Auth, Client, PoolError, SessionId, SignedIn, StoreError, Transaction, UserId};

/// A session to be, for somebody who has proved who they are.
#[derive(Clone, Debug)]
pub struct NewSession {
    user_id: UserId,
    password_changed_at: OffsetDateTime,
    device_name: Option<String>,
    client: Client,
}

/// Why no session was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateSessionError {
    /// The user was disabled, or the password replaced, since it was proved.
    #[error("the proof is no longer worth a session")]
    Outdated,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl NewSession {
    /// `device_name` is what the user calls the device; at most 100 characters of it are kept.
    pub fn new(signed_in: &SignedIn, device_name: Option<&str>, client: &Client) -> Self {
        let client = Client { user_agent: client.user_agent.as_deref().map(|text| clip(text, 500)), ..client.clone() };
        Self {
            user_id: signed_in.user.id,
            password_changed_at: signed_in.password_changed_at,
            device_name: device_name.map(|text| clip(text.trim(), 100)).filter(|text| !text.is_empty()),
            client,
        }
    }
}

/// Starts a session. The user's row is locked against a change until that is done, so whoever disables the user or
/// replaces the password either prevents the session or finds it.
pub async fn create(auth: &Auth, new: NewSession) -> Result<SessionToken, CreateSessionError> {
    let now = auth.clock.now();
    let token = SessionToken::issue(&auth.random);
    let token_hash = token.hash();
    let mut db = auth.pool.lease().await?;
    let created = sqlx::query!(
        "with owner as (
           select id from auth.users
           where id = $1 and password_changed_at = $2 and disabled_at is null for share
         ), session as (
           insert into auth.sessions
             (id, token_hash, user_id, device_name, user_agent, address, created_at, last_seen_at, expires_at,
              proved_at)
           select $3::uuid, $4, id, $5, $6, $7::text::inet, $8, $8, $9, $8 from owner
           returning id, user_id, address
         )
         insert into auth.events (id, at, kind, outcome, actor_id, user_id, target_id, address, request_id)
         select $10, $8, $11, 'success', user_id, user_id, id, address, $12 from session",
        new.user_id.0,
        new.password_changed_at,
        SessionId(auth.random.uuid_v7(now)).0,
        token_hash.as_slice(),
        new.device_name,
        new.client.user_agent,
        new.client.inet(),
        now,
        now + auth.session_limits.absolute,
        auth.random.uuid_v7(now),
        EventKind::SessionCreated.as_str(),
        new.client.request_id,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    if created.rows_affected() == 1 { Ok(token) } else { Err(CreateSessionError::Outdated) }
}

/// Gives a session another token: the one before opens nothing from here on (SES-4). `None` where it is over.
pub(crate) async fn renew(
    tx: &mut Transaction,
    auth: &Auth,
    id: SessionId,
) -> Result<Option<SessionToken>, sqlx::Error> {
    let token = SessionToken::issue(&auth.random);
    let hash = token.hash();
    let renewed = sqlx::query!("update auth.sessions set token_hash = $2 where id = $1", id.0, hash.as_slice());
    Ok((renewed.execute(tx).await?.rows_affected() == 1).then_some(token))
}

/// The first characters of a text, without those that control a terminal or that Postgres does not store.
fn clip(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}

impl From<PoolError> for CreateSessionError {
    fn from(error: PoolError) -> Self {
        Self::Store(error.into())
    }
}

impl From<sqlx::Error> for CreateSessionError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}
