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

    pub(crate) fn user_id(&self) -> UserId {
        self.user_id
    }
}

/// What is to open a session.
pub(crate) enum Opener {
    /// The hash of a cookie's token.
    Cookie([u8; 32]),
    /// The hash of a client's first refresh token.
    RefreshToken([u8; 32]),
}

/// Starts a session for a browser.
pub async fn create(auth: &Auth, new: NewSession) -> Result<SessionToken, CreateSessionError> {
    let token = SessionToken::issue(&auth.random);
    insert(auth, new, &Opener::Cookie(token.hash())).await?;
    Ok(token)
}

/// Starts a session. The user's row is locked against a change until that is done, so whoever disables the user or
/// replaces the password either prevents the session or finds it.
pub(crate) async fn insert(auth: &Auth, new: NewSession, opener: &Opener) -> Result<SessionId, CreateSessionError> {
    let now = auth.clock.now();
    let id = SessionId(auth.random.uuid_v7(now));
    let (cookie, refresh_token) = match opener {
        Opener::Cookie(hash) => (Some(hash.as_slice()), None),
        Opener::RefreshToken(hash) => (None, Some(hash.as_slice())),
    };
    let mut db = auth.pool.lease().await?;
    let created = sqlx::query!(
        "with owner as (
           select id from auth.users
           where id = $1 and password_changed_at = $2 and disabled_at is null for share
         ), session as (
           insert into auth.sessions
             (id, token_hash, user_id, device_name, user_agent, address, created_at, last_seen_at, expires_at,
              proved_at)
           select $3::uuid, $4::bytea, id, $5, $6, $7::text::inet, $8, $8, $9, $8 from owner
           returning id, user_id, address
         ), refresh_token as (
           insert into auth.refresh_tokens (token_hash, session_id, created_at)
           select $13, id, $8 from session where $13::bytea is not null
         )
         insert into auth.events (id, at, kind, outcome, actor_id, user_id, target_id, address, request_id)
         select $10, $8, $11, 'success', user_id, user_id, id, address, $12 from session",
        new.user_id.0,
        new.password_changed_at,
        id.0,
        cookie,
        new.device_name,
        new.client.user_agent,
        new.client.inet(),
        now,
        now + auth.session_limits.absolute,
        auth.random.uuid_v7(now),
        EventKind::SessionCreated.as_str(),
        new.client.request_id,
        refresh_token,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    if created.rows_affected() == 1 { Ok(id) } else { Err(CreateSessionError::Outdated) }
}

/// Gives a session another token: the one before opens nothing from here on (SES-4). `None` where the session is over,
/// and for one that no cookie opens.
pub(crate) async fn renew(
    tx: &mut Transaction,
    auth: &Auth,
    id: SessionId,
) -> Result<Option<SessionToken>, sqlx::Error> {
    let token = SessionToken::issue(&auth.random);
    let hash = token.hash();
    let renewed = sqlx::query!(
        "update auth.sessions set token_hash = $2 where id = $1 and token_hash is not null",
        id.0,
        hash.as_slice()
    );
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
