//! Messages by mail and SMS: queued in the transaction of the act that sends them, and sent later by a background task.
//!
//! There are two ways into the queue. A security notice ([`notify`]) is always queued, however many messages its reader
//! got before. A message that a request causes in the installation's own name ([`send()`]) takes an [`Admitted`], which
//! only the rate limit ([`Limits`]) makes. A campaign's messages, with the tenant's subject and the tenant's limits,
//! will be a third kind.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sqlx::PgExecutor;
use tokio::sync::Notify;

use crate::{Auth, EmailAddress};

mod admitted;
mod conditional;
mod dropped;
mod invitation;
mod letter;
mod limits;
mod notice;
mod requested;
mod send;

pub use admitted::{Admitted, send};
pub use dropped::Dropped;
pub use invitation::{InvitationLimits, admit_invitation};
pub use letter::Letter;
pub use limits::{LimitedBy, Limits, MessageLimit};
pub use notice::{Notice, notify};
pub use requested::{AddressTaken, ChangeEmail, Code, Invitation, Purpose, Requested, ResetPassword, VerifyEmail};
pub use send::{Claimed, claim, forget, put_off};

pub(crate) use conditional::Conditional;
pub(crate) use notice::encrypt_notice;

/// Wakes the sender of this process; those of other processes poll. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Wakeup(Arc<Notify>);

impl Wakeup {
    /// Tells that a message was queued, or is about to be.
    pub(crate) fn notify(&self) {
        self.0.notify_one();
    }

    /// Waits until a message was queued since the last time.
    pub async fn notified(&self) {
        self.0.notified().await;
    }
}

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    Mail(EmailAddress),
    /// A phone number in E.164.
    Sms(String),
}

/// A message that waits to be sent. It is encrypted at rest, since its text may open an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub to: Recipient,
    pub letter: Letter,
}

/// The context in which messages are encrypted.
const CONTEXT: &str = "outbox";

/// Queues a message. It is sent after the transaction has committed.
///
/// The wakeup precedes the commit, so the sender polls several times.
async fn push(db: impl PgExecutor<'_>, auth: &Auth, message: &Message) -> Result<(), sqlx::Error> {
    let now = auth.clock.now();
    let channel = match message.to {
        Recipient::Mail(_) => "mail",
        Recipient::Sms(_) => "sms",
    };
    sqlx::query!(
        "insert into auth.outbox (id, channel, sealed, created_at, due_at) values ($1, $2, $3, $4, $4)",
        auth.random.uuid_v7(now),
        channel,
        encrypt(auth, message)?,
        now,
    )
    .execute(db)
    .await?;
    auth.wakeup.notify();
    Ok(())
}

/// The bytes of a message as the queue stores them.
fn encrypt(auth: &Auth, message: &Message) -> Result<Vec<u8>, sqlx::Error> {
    let plain = serde_json::to_vec(message).map_err(|error| sqlx::Error::Encode(error.into()))?;
    Ok(auth.secret_box.encrypt(&auth.random, CONTEXT, &plain))
}
