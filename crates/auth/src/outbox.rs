//! Letters and text messages, put down in the transaction of the act that sends them, and sent later by a background task.

use serde::{Deserialize, Serialize};
use sqlx::PgExecutor;

use crate::{Auth, EmailAddress};

mod letter;

pub use letter::Letter;

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
pub(crate) const CONTEXT: &str = "outbox";

/// Puts a message down. It is sent when the transaction commits, and never if it doesn't.
pub async fn push(db: impl PgExecutor<'_>, auth: &Auth, message: &Message) -> Result<(), sqlx::Error> {
    let now = auth.clock.now();
    let channel = match message.to {
        Recipient::Mail(_) => "mail",
        Recipient::Sms(_) => "sms",
    };
    let plain = serde_json::to_vec(message).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query!(
        "insert into auth.outbox (id, channel, sealed, created_at, due_at) values ($1, $2, $3, $4, $4)",
        auth.random.uuid_v7(now),
        channel,
        auth.vault.seal(&auth.random, CONTEXT, &plain),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
