use base::PoolError;
use time::OffsetDateTime;

use super::{SessionProof, SessionToken};
use crate::events::EventKind;
use crate::{Auth, Client, SessionId, SignedIn, StoreError, UserId};

/// A session to be, for a user who has proved who they are.
#[derive(Clone, Debug)]
pub struct NewSession {
    user_id: UserId,
    password_changed_at: OffsetDateTime,
    device_name: Option<String>,
    client: Client,
    two_factors: bool,
}

/// A session that was just made.
#[derive(Debug)]
pub struct Started {
    pub token: SessionToken,
    /// Whether the second factor is still owed, before the session opens anything else.
    pub pending: bool,
    /// The kinds of second factor that the user has.
    pub factors: Vec<String>,
    /// What the user wants their workspace to be called, where a registration that waited for its address said so.
    pub workspace_name: Option<String>,
    /// The session itself, for what follows in the same request.
    pub proof: SessionProof,
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
            two_factors: false,
        }
    }

    /// The same for a user who has proved two factors at once.
    #[must_use]
    pub fn with_two_factors(self) -> Self {
        Self { two_factors: true, ..self }
    }

    pub(crate) fn user_id(&self) -> UserId {
        self.user_id
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }
}

/// What is to open a session.
pub(crate) enum Opener {
    /// The hash of a cookie's token.
    Cookie([u8; 32]),
    /// The hash of a client's first refresh token.
    RefreshToken([u8; 32]),
}

/// A session as it was stored.
pub(crate) struct Inserted {
    pub id: SessionId,
    pub pending: bool,
    pub factors: Vec<String>,
    pub workspace_name: Option<String>,
}

/// Starts a session for a browser.
pub async fn create(auth: &Auth, new: NewSession) -> Result<Started, CreateSessionError> {
    let token = SessionToken::issue(&auth.random);
    let Inserted { pending, factors, workspace_name, .. } = insert(auth, new, &Opener::Cookie(token.hash())).await?;
    let proof = SessionProof::new(&token, &auth.session_limits, auth.clock.now());
    Ok(Started { token, pending, factors, workspace_name, proof })
}

/// Starts a session. The user's row is locked against a change until that is done, so a transaction that disables the
/// user, replaces the password or adds a second factor either prevents such a session or finds it.
pub(crate) async fn insert(auth: &Auth, new: NewSession, opener: &Opener) -> Result<Inserted, CreateSessionError> {
    let (now, limits) = (auth.clock.now(), &auth.session_limits);
    let id = SessionId(auth.random.uuid_v7(now));
    let (cookie, refresh_token) = match opener {
        Opener::Cookie(hash) => (Some(hash.as_slice()), None),
        Opener::RefreshToken(hash) => (None, Some(hash.as_slice())),
    };
    let mut db = auth.pool.lease().await?;
    let started = sqlx::query!(
        r#"with owner as (
           select id, factors, workspace_name, cardinality(factors) > 0 and not $13 as pending from auth.users
           where id = $1 and password_changed_at = $2 and disabled_at is null for share
         ), session as (
           insert into auth.sessions
             (id, token_hash, user_id, device_name, user_agent, address, created_at, last_seen_at, expires_at,
              proved_at, second_factor, pending)
           select $3::uuid, $4::bytea, id, $5, $6, $7::text::inet, $8, $8,
             case when pending then $14::timestamptz else $9::timestamptz end, $8, $13, pending from owner
           returning id, user_id, address
         ), refresh_token as (
           insert into auth.refresh_tokens (token_hash, session_id, created_at)
           select $15, id, $8 from session where $15::bytea is not null
         ), logged as (
           insert into auth.events (id, at, kind, outcome, actor_id, user_id, target_id, address, request_id)
           select $10, $8, $11, 'success', user_id, user_id, id, address, $12 from session
         )
         select pending as "pending!", factors, workspace_name from owner"#,
        new.user_id.0,
        new.password_changed_at,
        id.0,
        cookie,
        new.device_name,
        new.client.user_agent,
        new.client.inet(),
        now,
        if new.two_factors { limits.end_with_two_factors(now) } else { now + limits.absolute },
        auth.random.uuid_v7(now),
        EventKind::SessionCreated.as_str(),
        new.client.request_id,
        new.two_factors,
        now + limits.absolute.min(super::PENDING),
        refresh_token,
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    let started = started.ok_or(CreateSessionError::Outdated)?;
    Ok(Inserted { id, pending: started.pending, factors: started.factors, workspace_name: started.workspace_name })
}

/// The first characters of a text, without those that control a terminal or that Postgres does not store.
pub(crate) fn clip(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}

into_store!(CreateSessionError: PoolError, sqlx::Error);
