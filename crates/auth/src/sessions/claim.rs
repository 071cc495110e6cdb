use base::Transaction;
use time::OffsetDateTime;

use super::{LiveSession, SessionProof};
use crate::attempts::{self, Attempt};
use crate::{Auth, Client, DeviceToken, DisplayName, EmailAddress, SessionId, StoreError, UserId};

/// What a unit of work asks of a session beyond being live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demands {
    /// The second factor may still be owed.
    pub may_owe: bool,
    /// The last proof of identity is at this time or later.
    pub proved_since: Option<OffsetDateTime>,
    /// The user has a verified address or a phone number.
    pub verified: bool,
    /// The user is a platform admin, by two factors.
    pub platform: bool,
}

/// A session as a request shows it, for acts on the session and its user. It carries no authority: each unit of work
/// proves it in its own transaction, and learns from that who the user is.
#[derive(Clone, Debug)]
pub struct Claim {
    proof: SessionProof,
    demands: Demands,
    client: Client,
    device: Option<DeviceToken>,
}

/// The holder of a session, proved in the unit of work that has this. No other code makes one.
#[derive(Clone, Debug)]
pub struct Holder {
    pub(crate) user_id: UserId,
    pub(crate) session_id: SessionId,
    pub(crate) client: Client,
    /// The token of a known device, if the request brought one.
    pub(crate) device: Option<DeviceToken>,
    live: LiveSession,
}

impl Claim {
    pub fn new(proof: SessionProof, demands: Demands, client: Client, device: Option<DeviceToken>) -> Self {
        Self { proof, demands, client, device }
    }

    pub fn proof(&self) -> &SessionProof {
        &self.proof
    }

    pub fn demands(&self) -> Demands {
        self.demands
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The holder of the session at this moment, for what is decided before the act itself; the act proves it again.
    pub async fn prove(&self, auth: &Auth) -> Result<Holder, StoreError> {
        let (tx, holder) = self.begin(auth).await?;
        tx.commit().await?;
        Ok(holder)
    }

    /// Opens a unit of work that the session is proved in.
    pub(crate) async fn begin(&self, auth: &Auth) -> Result<(Transaction, Holder), StoreError> {
        self.open(auth, false, None).await
    }

    /// As [`Claim::begin`], for an act whose effect outlasts the session: whatever would end the session waits until
    /// the transaction ends. The user's row is locked as well, before the session's.
    pub(crate) async fn begin_holding(&self, auth: &Auth) -> Result<(Transaction, Holder), StoreError> {
        self.open(auth, true, None).await
    }

    /// As [`Claim::begin_holding`], for an act on another user, whose row is locked as well: the two in the order of
    /// their ids, so that no two such acts wait for each other.
    pub(crate) async fn begin_holding_beside(
        &self,
        auth: &Auth,
        other: UserId,
    ) -> Result<(Transaction, Holder), StoreError> {
        self.open(auth, true, Some(other)).await
    }

    /// As [`Claim::begin_holding`], for an attempt that is already counted: it is taken back if the session has ended.
    pub(crate) async fn begin_counted(
        &self,
        auth: &Auth,
        attempt: &Attempt,
    ) -> Result<(Transaction, Holder), StoreError> {
        match self.begin_holding(auth).await {
            Err(StoreError::Credential(refused)) => {
                attempts::refund(auth, attempt).await?;
                Err(refused.into())
            }
            begun => begun,
        }
    }

    async fn open(&self, auth: &Auth, hold: bool, beside: Option<UserId>) -> Result<(Transaction, Holder), StoreError> {
        let mut tx = Transaction::begin(&auth.pool).await?;
        if let Some(other) = beside {
            self.lock_both(&mut tx, other).await?;
        }
        match self.prove_in(&mut tx, hold).await {
            Ok(holder) => Ok((tx, holder)),
            Err(StoreError::Credential(refused)) => {
                // Only a refusal: the connection is as good as before.
                tx.rollback().await?;
                Err(refused.into())
            }
            Err(error) => Err(error),
        }
    }

    async fn lock_both(&self, tx: &mut Transaction, other: UserId) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "select u.id from auth.sessions s join auth.users u on u.id in (s.user_id, $3)
             where s.token_hash = $1 or s.id = $2 and s.token_hash is null
             order by u.id for update of u",
            self.proof.token_hash(),
            self.proof.session_id(),
            other.0,
        )
        .fetch_all(tx)
        .await?;
        Ok(())
    }

    async fn prove_in(&self, tx: &mut Transaction, hold: bool) -> Result<Holder, StoreError> {
        let Self { proof, demands, .. } = self;
        let live = sqlx::query_as!(
            LiveSession,
            r#"select id as "id!: SessionId", user_id as "user_id!: UserId", email as "email: EmailAddress",
                 email_verified as "email_verified!", phone, name as "name!: DisplayName", registered_at as "registered_at!",
                 created_at as "created_at!", last_seen_at as "last_seen_at!", expires_at as "expires_at!", device_name,
                 proved_at as "proved_at!", second_factor as "second_factor!", pending as "pending!", factors as "factors!"
               from auth.prove_session($1, $2, $3, $4, $5, $6, $7, $8, $9)"#,
            proof.token_hash(),
            proof.session_id(),
            proof.now(),
            proof.idle_since(),
            demands.may_owe,
            demands.proved_since,
            demands.verified,
            demands.platform,
            hold,
        )
        .fetch_one(tx)
        .await?;
        Ok(Holder {
            user_id: live.user_id,
            session_id: live.id,
            client: self.client.clone(),
            device: self.device.clone(),
            live,
        })
    }
}

impl Holder {
    /// The session and its user, as they were when the session was proved.
    pub fn live(&self) -> &LiveSession {
        &self.live
    }
}
