//! What happens to calls and messages in the course of time, from the events in the books.

mod call;
mod callback;
mod message;
mod step;

use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Random};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use super::books::{Books, BooksError, CallRecord, ClaimedEvent, Event, MessageRecord};
use super::dice::Dice;
use super::settings::{Pace, SimulatorSettings};
use super::webhook::Webhooks;
pub(super) use callback::{call_fields, field};

/// The simulated carrier at work.
pub(super) struct World {
    pub books: Books,
    pub webhooks: Webhooks,
    pub dice: Dice,
    pub clock: Clock,
    pub random: Random,
    pub pace: Pace,
    /// Something is new or done.
    pub wake: Notify,
}

/// Events at a time. Most of them wait for our server.
const CONCURRENCY: usize = 32;

/// How long an event waits that the books refused.
const RETRY: Duration = Duration::from_secs(1);

impl World {
    pub(super) fn new(settings: &SimulatorSettings, books: Books) -> Result<Self, rustls::Error> {
        Ok(Self {
            books,
            webhooks: Webhooks::new(&settings.public_url, &settings.nodes)?,
            dice: Dice::new(settings.fault_seed, settings.faults),
            clock: settings.clock.clone(),
            random: settings.random.clone(),
            pace: settings.pace,
            wake: Notify::new(),
        })
    }

    /// A SID of Twilio's form: two letters and 32 hexadecimal digits.
    pub(super) fn sid(&self, prefix: &str) -> String {
        format!("{prefix}{}", hex::encode(self.random.bytes::<16>()))
    }

    /// Works until it is dropped.
    pub(super) async fn run(self: Arc<Self>) {
        let mut running = JoinSet::new();
        loop {
            while running.try_join_next().is_some() {}
            let claimed = self.books.claim_events(self.clock.now(), CONCURRENCY - running.len()).await;
            let is_idle = !matches!(&claimed, Ok(events) if !events.is_empty());
            match claimed {
                Ok(events) => {
                    for event in events {
                        running.spawn(Arc::clone(&self).work(event));
                    }
                }
                Err(error) => log(&error),
            }
            if is_idle || running.len() == CONCURRENCY {
                let _ = tokio::time::timeout(self.until_due().await, self.wake.notified()).await;
            }
        }
    }

    async fn until_due(&self) -> Duration {
        let now = self.clock.now();
        let due = self.books.next_due(now).await.ok().flatten();
        let wait = due.and_then(|due| (due - now).try_into().ok()).unwrap_or(self.pace.tick);
        self.pace.tick.min(wait)
    }

    async fn work(self: Arc<Self>, event: ClaimedEvent) {
        if let Err(error) = self.handle(&event).await {
            log(&error);
            let due = self.clock.now() + RETRY;
            if let Err(error) = self.books.put_event_back(event.id, due).await {
                log(&error);
            }
        }
        self.wake.notify_one();
    }

    async fn handle(&self, claimed: &ClaimedEvent) -> Result<(), BooksError> {
        match &claimed.event {
            Event::Callback { post } => self.tell(claimed, post).await,
            Event::Fetch { post } => self.fetch(claimed, post).await,
            Event::Receive { post } => self.receive(claimed, post).await,
            Event::Send | Event::Deliver => self.advance_message(claimed).await,
            Event::Dial | Event::Ring | Event::Answer | Event::Step | Event::End { .. } | Event::TimeLimit => {
                self.advance_call(claimed).await
            }
        }
    }

    async fn advance_call(&self, claimed: &ClaimedEvent) -> Result<(), BooksError> {
        let mut tx = self.books.begin().await?;
        if let Some(mut call) = CallRecord::lock(&mut tx, &claimed.sid).await?.filter(|call| !call.is_over()) {
            match &claimed.event {
                Event::Dial => self.dial(&mut tx, &mut call).await?,
                Event::Ring => self.ring(&mut tx, &mut call).await?,
                Event::Answer => self.answer(&mut tx, &mut call).await?,
                Event::Step => self.step(&mut tx, &mut call).await?,
                Event::End { status } => self.end(&mut tx, &mut call, status).await?,
                _ => self.end(&mut tx, &mut call, "completed").await?,
            }
            call.save(&mut tx).await?;
        }
        claimed.finish(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    async fn advance_message(&self, claimed: &ClaimedEvent) -> Result<(), BooksError> {
        let mut tx = self.books.begin().await?;
        if let Some(mut message) = MessageRecord::lock(&mut tx, &claimed.sid).await? {
            match claimed.event {
                Event::Send => self.send(&mut tx, &mut message).await?,
                _ => self.deliver(&mut tx, &mut message).await?,
            }
            message.save(&mut tx).await?;
        }
        claimed.finish(&mut tx).await?;
        Ok(tx.commit().await?)
    }
}

fn log(error: &BooksError) {
    tracing::warn!(error = error as &dyn std::error::Error, "the simulated carrier waits for its books");
}
