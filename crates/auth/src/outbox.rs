//! Messages by mail and SMS: jobs that are queued in the transaction of the act that sends them, and sent later.
//!
//! There are two ways into the queue. A security notice ([`notify`]) is always queued, however many messages its reader
//! got before. A message that a request causes in the installation's own name ([`send()`]) takes an [`Admitted`], which
//! only the rate limit ([`Limits`]) makes. A campaign's messages, with the tenant's subject and the tenant's limits,
//! will be a third kind.

use base::jobs::NewJob;
use serde::{Deserialize, Serialize};
use sqlx::PgExecutor;

use crate::{Auth, EmailAddress};

mod admitted;
mod conditional;
mod content;
mod dropped;
mod invitation;
mod limits;
mod message;
mod notice;
mod requested;

pub use admitted::{Admitted, send};
pub use content::MessageContent;
pub use dropped::Dropped;
pub use invitation::{InvitationLimits, admit_invitation};
pub use limits::{LimitedBy, Limits, MessageLimit};
pub use message::{Message, MessageSender};
pub use notice::{Notice, notify};
pub use requested::{AddressTaken, ChangeEmail, Code, Invitation, Purpose, Requested, ResetPassword, VerifyEmail};

pub(crate) use conditional::Conditional;
pub(crate) use message::ARGUMENTS;
pub(crate) use notice::encrypt_notice;

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    Mail(EmailAddress),
    /// A phone number in E.164.
    Sms(String),
}

/// Queues a message. It is sent after the transaction has committed.
async fn push(db: impl PgExecutor<'_>, auth: &Auth, message: &Message) -> Result<(), sqlx::Error> {
    auth.jobs.enqueue(db, NewJob::new(message)).await.map(drop)
}

/// The bytes of a message as the queue stores them.
fn encrypt(auth: &Auth, message: &Message) -> Result<Vec<u8>, sqlx::Error> {
    auth.jobs.encrypt(message)
}
