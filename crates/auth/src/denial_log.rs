//! Refused acts (AUD-1): what a signed-in user asked for and may not do, in the security log. Written off the request's
//! path, so that a flood of refusals costs its client more than the server.

use std::net::IpAddr;

use base::causes;
use serde_json::json;
use uuid::Uuid;

use crate::events::EventKind;
use crate::{Auth, Client, StoreError, UserId, evidence};

/// An act that was refused, and the user it was refused to.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The user who acted.
    pub actor: UserId,
    /// The user that they impersonated, if any.
    pub acting_as: Option<UserId>,
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
pub struct DenialLog(evidence::Sender<Refusal>);

/// Writes what [`DenialLog`] took note of.
pub struct Writer {
    refusals: evidence::Receiver<Refusal>,
    auth: Auth,
}

/// Makes the two ends: the log that requests note refusals in, and the writer behind it. `count_drop` is called for
/// each refusal that is dropped unwritten.
pub fn queue(auth: Auth, count_drop: impl Fn() + Send + Sync + 'static) -> (DenialLog, Writer) {
    let (sender, refusals) = evidence::queue("refusals", auth.clock.clone(), count_drop);
    (DenialLog(sender), Writer { refusals, auth })
}

impl DenialLog {
    /// Takes note of a refusal and returns at once. It is dropped where too many of the same user wait already.
    pub fn note(&self, refusal: Refusal) {
        self.0.send(refusal.actor.0, refusal);
    }
}

impl Writer {
    /// Writes refusals until every [`DenialLog`] is dropped and the queue is empty.
    pub async fn run(mut self) {
        while let Some(refusal) = self.refusals.recv().await {
            if let Err(error) = self.write(&refusal).await {
                tracing::warn!(
                    error = ?causes::describe(&error),
                    request.id = %refusal.request_id,
                    "a refusal was not written down"
                );
                self.refusals.give_up(refusal.actor.0);
            }
        }
    }

    async fn write(&self, refusal: &Refusal) -> Result<(), StoreError> {
        let now = self.auth.clock.now();
        let client = Client { address: refusal.address, ..Client::default() };
        let mut detail = json!({"tenant": refusal.tenant, "route": refusal.route, "code": refusal.code});
        if let Some(member) = refusal.acting_as {
            detail["acting_as"] = json!(member.0);
        }
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
