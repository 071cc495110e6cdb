//! Messages by mail and SMS, put down in the transaction of the act that sends them, and sent later by a background task.
//!
//! There are two ways into the queue. A security notice ([`notify`]) is put down as it is: its owner reads it whatever else was
//! sent. What a request causes to be sent in the installation's own name ([`send()`]) takes an [`Admitted`], which only the rate
//! limit makes ([`Limits`]). A campaign's messages will be a kind of their own, with the tenant's subject and the tenant's
//! limits: neither of these two.

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
pub(crate) use notice::seal_notice;

/// Wakes the sender of this process. Other processes look by themselves. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Tells that a message was put down, or is about to be.
    pub(crate) fn ring(&self) {
        self.0.notify_one();
    }

    /// Waits until a message was put down since the last time.
    pub async fn rung(&self) {
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

/// A message that waits to be sent. It is sealed at rest: what it says may open an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub to: Recipient,
    pub letter: Letter,
}

/// What seals a message.
const CONTEXT: &str = "outbox";

/// Puts a message down. It is sent when the transaction commits, and never if it doesn't.
///
/// The bell rings before the commit, so the sender that it wakes looks more than once.
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
        seal(auth, message)?,
        now,
    )
    .execute(db)
    .await?;
    auth.bell.ring();
    Ok(())
}

/// A message as it waits.
fn seal(auth: &Auth, message: &Message) -> Result<Vec<u8>, sqlx::Error> {
    let plain = serde_json::to_vec(message).map_err(|error| sqlx::Error::Encode(error.into()))?;
    Ok(auth.secret_box.encrypt(&auth.random, CONTEXT, &plain))
}
