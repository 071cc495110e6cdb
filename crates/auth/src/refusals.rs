//! Refused acts (AUD-1): what somebody who is signed in asked for and may not do, in the security log. Written off the
//! request's path, so that a refusal costs whoever provokes many of them more than the server.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::json;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::events::EventKind;
use crate::{Auth, Client, StoreError, UserId};

/// How many refusals wait to be written before further ones are dropped.
const QUEUE: usize = 1024;

/// An act that was refused, and to whom.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub actor: UserId,
    /// The tenant as the request named it, by id or slug; `None` for the actor's home.
    pub tenant: Option<String>,
    /// Which route, by the name that its operation has in the API's description: `createLead`.
    pub route: &'static str,
    /// Why, as the client was told: `role_too_low`.
    pub code: &'static str,
    pub address: Option<IpAddr>,
    pub request_id: Uuid,
}

/// Takes note of refusals. Cloning shares the queue.
#[derive(Clone, Debug)]
pub struct Refusals {
    queue: mpsc::Sender<Refusal>,
    dropped: Arc<AtomicU64>,
}

/// Writes what [`Refusals`] took note of.
pub struct Writer {
    refusals: mpsc::Receiver<Refusal>,
    auth: Auth,
}

/// Makes the two ends: the notes for those who serve requests, and the writer behind them.
pub fn queue(auth: Auth) -> (Refusals, Writer) {
    let (queue, refusals) = mpsc::channel(QUEUE);
    (Refusals { queue, dropped: Arc::default() }, Writer { refusals, auth })
}

impl Refusals {
    /// Takes note of a refusal and returns at once. Where too many wait already, this one is dropped and counted.
    pub fn note(&self, refusal: Refusal) {
        if self.queue.try_send(refusal).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many refusals were dropped unwritten.
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}

impl Writer {
    /// Writes refusals until nobody is left who could note one.
    pub async fn run(mut self) {
        while let Some(refusal) = self.refusals.recv().await {
            if let Err(error) = self.write(&refusal).await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    request.id = %refusal.request_id,
                    "a refusal was not written down"
                );
            }
        }
    }

    async fn write(&self, refusal: &Refusal) -> Result<(), StoreError> {
        let now = self.auth.clock.now();
        let client = Client { address: refusal.address, ..Client::default() };
        let detail = json!({"tenant": refusal.tenant, "route": refusal.route, "code": refusal.code});
        let mut lease = self.auth.pool.lease().await?;
        sqlx::query!(
            "insert into auth.events (id, at, kind, outcome, actor_id, address, request_id, detail)
             values ($1, $2, $3, 'failure', $4, $5::text::inet, $6, $7)",
            self.auth.random.uuid_v7(now),
            now,
            EventKind::AccessRefused.as_str(),
            refusal.actor.0,
            client.inet(),
            refusal.request_id,
            detail,
        )
        .execute(&mut lease)
        .await?;
        lease.give_back();
        Ok(())
    }
}
