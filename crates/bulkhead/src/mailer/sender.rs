//! Hands messages of the queue over to the transports.

use std::time::Duration;

use auth::outbox::{Message, MessageSender};
use base::jobs::{JobError, JobRun};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use providers::SendError;
use url::Url;

use super::Transports;
use super::render::{Ready, render};

/// For a try. Shorter than a message's lease.
const TRY: Duration = Duration::from_secs(45);

/// Renders messages and sends them.
pub struct Sender {
    transports: Transports,
    /// The base of every link.
    frontend_url: Url,
}

impl Sender {
    pub fn new(transports: Transports, frontend_url: Url) -> Self {
        Self { transports, frontend_url }
    }

    async fn deliver(&self, message: &Message, run: &JobRun) -> Result<(), SendError> {
        let unconfigured = |what: &str| SendError::Temporary(format!("nothing is configured that carries {what}"));
        match render(message, run.id().0, run.created_at(), &self.frontend_url) {
            Ready::Mail(email) => {
                self.transports.mail.as_ref().ok_or_else(|| unconfigured("letters"))?.send(&email).await
            }
            Ready::Text(message) => {
                self.transports.sms.as_ref().ok_or_else(|| unconfigured("text messages"))?.send(&message).await
            }
        }
    }
}

impl MessageSender for Sender {
    fn send<'a>(&'a self, message: &'a Message, run: &'a JobRun) -> BoxFuture<'a, Result<(), JobError>> {
        let done = async {
            match tokio::time::timeout(TRY, self.deliver(message, run)).await {
                Ok(Ok(())) => Ok(()),
                Ok(Err(SendError::Permanent(reason) | SendError::NoSuchAddress(reason))) => Err(JobError::fail(reason)),
                // One that was accepted all the same is sent twice: a code or a notice does no harm.
                Ok(Err(SendError::Temporary(reason) | SendError::InDoubt(reason))) => Err(JobError::retry(reason)),
                Err(_) => Err(JobError::retry("the try took too long")),
            }
        };
        done.boxed()
    }
}
