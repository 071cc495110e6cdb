//! The background task that sends what waits in the outbox.

use std::time::Duration;

use auth::outbox::{self, Claimed};
use auth::{Auth, StoreError};
use futures_util::future::join_all;

use super::render::{Ready, render};
use super::{SendError, Transports};
use crate::metrics::{DeliveryOutcome, Metrics};
use base::causes;

/// How often a sender looks without being woken: for what other processes put down, and what is due again.
const POLL: Duration = Duration::from_secs(1);
/// When it looks after the bell, which rings before the commit.
const LOOKS: [Duration; 3] = [Duration::from_millis(5), Duration::from_millis(50), Duration::from_millis(250)];
/// Sent at once. Also the most that other messages wait for a carrier that hangs.
const AT_ONCE: i64 = 8;
/// For a try. Shorter than a message stays claimed.
const TRY: Duration = Duration::from_secs(45);

/// Sends what waits in the outbox, as long as the process lives. Any number of them share the work: each message is one
/// sender's at a time.
pub struct Sender {
    auth: Auth,
    transports: Transports,
    metrics: std::sync::Arc<Metrics>,
}

impl Sender {
    pub fn new(auth: Auth, transports: Transports, metrics: std::sync::Arc<Metrics>) -> Self {
        Self { auth, transports, metrics }
    }

    /// Never ends by itself.
    pub async fn run(self) {
        let mut reachable = true;
        loop {
            let looks: &[Duration] = tokio::select! {
                () = self.auth.wakeup.notified() => &LOOKS,
                () = tokio::time::sleep(POLL) => &[Duration::ZERO],
            };
            for pause in looks {
                tokio::time::sleep(*pause).await;
                match self.work_off().await {
                    Ok(()) => reachable = true,
                    Err(error) => {
                        if reachable {
                            tracing::warn!(
                                error = ?causes::describe(&error),
                                "letters can't be sent: no database"
                            );
                        }
                        reachable = false;
                    }
                }
            }
        }
    }

    /// Sends everything that is due.
    async fn work_off(&self) -> Result<(), StoreError> {
        loop {
            let claimed = outbox::claim(&self.auth, AT_ONCE).await?;
            if claimed.is_empty() {
                return Ok(());
            }
            for done in join_all(claimed.iter().map(|claimed| self.deal_with(claimed))).await {
                done?;
            }
        }
    }

    async fn deal_with(&self, claimed: &Claimed) -> Result<(), StoreError> {
        let now = self.auth.clock.now();
        if claimed.is_stale(now) {
            return self.give_up(claimed, "it has expired").await;
        }
        match tokio::time::timeout(TRY, self.send(claimed)).await {
            Ok(Ok(())) => {
                self.metrics.letter(DeliveryOutcome::Sent);
                outbox::forget(&self.auth, claimed.id).await
            }
            Ok(Err(SendError::Permanent(reason))) => self.give_up(claimed, &reason).await,
            Ok(Err(SendError::Temporary(reason))) => self.put_off(claimed, &reason).await,
            Err(_) => self.put_off(claimed, "the try took too long").await,
        }
    }

    async fn send(&self, claimed: &Claimed) -> Result<(), SendError> {
        let unconfigured = |what: &str| SendError::Temporary(format!("nothing is configured that carries {what}"));
        match render(claimed, &self.transports.public_url) {
            Some(Ready::Mail(mail)) => {
                self.transports.mail.as_ref().ok_or_else(|| unconfigured("letters"))?.send(&mail).await
            }
            Some(Ready::Text(text)) => {
                self.transports.sms.as_ref().ok_or_else(|| unconfigured("text messages"))?.send(&text).await
            }
            // A server with the right key, or a newer one, may be about to start.
            None => {
                Err(SendError::Temporary("it can't be read: another ENCRYPTION_KEY, or a newer server's".to_owned()))
            }
        }
    }

    async fn put_off(&self, claimed: &Claimed, reason: &str) -> Result<(), StoreError> {
        match claimed.next_try(self.auth.clock.now()) {
            Some(next) => {
                self.metrics.letter(DeliveryOutcome::PutOff);
                tracing::warn!(letter.id = %claimed.id, reason, %next, "a letter was not sent yet");
                outbox::put_off(&self.auth, claimed.id, next).await
            }
            None => self.give_up(claimed, reason).await,
        }
    }

    async fn give_up(&self, claimed: &Claimed, reason: &str) -> Result<(), StoreError> {
        self.metrics.letter(DeliveryOutcome::GivenUp);
        tracing::error!(letter.id = %claimed.id, reason, "a letter is given up");
        outbox::forget(&self.auth, claimed.id).await
    }
}
