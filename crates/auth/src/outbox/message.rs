use std::sync::Arc;
use std::time::Duration;

use base::jobs::{BackgroundJob, Backoff, Delivery, JobError, JobRun, Limits};
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{MessageContent, Recipient};

/// A message that waits to be sent, as a job of the queue. It is encrypted at rest, since its text may open an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub to: Recipient,
    pub content: MessageContent,
}

/// Hands messages over to what carries them.
pub trait MessageSender: Send + Sync {
    /// Done when the carrier has accepted the message. The id of the run is the same at each try.
    fn send<'a>(&'a self, message: &'a Message, run: &'a JobRun) -> BoxFuture<'a, Result<(), JobError>>;
}

impl BackgroundJob for Message {
    type Context = Arc<dyn MessageSender>;

    const KIND: &'static str = "message";
    const DELIVERY: Delivery = Delivery::AtLeastOnce;
    const IS_SECRET: bool = true;
    /// More than its e-mail is worth: seven days, an hour between the tries.
    const MAX_TRIES: u16 = 250;
    const BACKOFF: Backoff = Backoff { first: Duration::from_secs(5), longest: Duration::from_hours(1) };
    const LEASE: Duration = Duration::from_secs(90);
    const LIMITS: Limits = Limits { overall: 64, per_tenant: 4, per_node: 8 };

    fn expires_at(&self, created_at: OffsetDateTime) -> Option<OffsetDateTime> {
        Some(created_at + self.content.worth_sending())
    }

    /// That of the messages that waited before they were jobs.
    fn secret_context() -> String {
        "outbox".to_owned()
    }

    async fn run(&self, sender: &Arc<dyn MessageSender>, run: &JobRun) -> Result<(), JobError> {
        sender.send(self, run).await
    }
}

/// What a statement binds that enqueues a message among other things.
pub struct Arguments {
    pub kind: &'static str,
    pub delivery: &'static str,
    pub max_tries: i64,
}

/// The same for every message.
pub const ARGUMENTS: Arguments =
    Arguments { kind: Message::KIND, delivery: "at_least_once", max_tries: Message::MAX_TRIES as i64 };

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::EmailAddress;

    #[test]
    fn a_message_is_of_use_for_as_long_as_what_it_holds() {
        let message = |content| Message { to: Recipient::Mail(EmailAddress::parse("ann@test.com").unwrap()), content };
        let created_at = datetime!(2030-01-01 12:00 UTC);
        let code = message(MessageContent::Code { code: "123456".to_owned() });
        assert_eq!(code.expires_at(created_at), Some(datetime!(2030-01-01 12:10 UTC)));
        assert_eq!(message(MessageContent::AddressTaken).expires_at(created_at), Some(datetime!(2030-01-02 12:00 UTC)));
    }

    #[test]
    fn statements_enqueue_a_message_as_the_queue_does() {
        assert_eq!(ARGUMENTS.delivery, Message::DELIVERY.as_str());
    }
}
