//! Evidence (AUD-5): what is recorded of an actor off the request's path. Each actor has a queue of their own and the
//! queues are served in rotation, so that one actor's flood neither displaces nor delays what is recorded of another.
//! What is dropped is counted, and an alert names its actor.

mod queues;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base::{Alert, Alerts, Clock};
use parking_lot::Mutex;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

use queues::Queues;

/// How often the drops that no alert has named yet are looked at. Actors have one alert a minute, whatever this is.
const REPORT_EVERY: Duration = Duration::from_secs(10);

/// How long after an alert about an actor the next one may come.
const BETWEEN_ALERTS: time::Duration = time::Duration::MINUTE;

/// The end that requests hand items to. Cloning shares the queues.
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
    /// One unit for each item that waits.
    arrivals: mpsc::UnboundedSender<()>,
}

/// The end that takes items out to record them.
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    arrivals: mpsc::UnboundedReceiver<()>,
    next_report: Instant,
}

struct Shared<T> {
    name: &'static str,
    clock: Clock,
    queues: Mutex<Queues<T>>,
    /// What was dropped, by actor.
    drops: Mutex<Alerts<Uuid>>,
    count_drop: Box<dyn Fn() + Send + Sync>,
}

/// Makes the two ends. `name` says in alerts what is queued; `count_drop` is called for each item that is dropped.
pub fn queue<T>(
    name: &'static str,
    clock: Clock,
    count_drop: impl Fn() + Send + Sync + 'static,
) -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Shared {
        name,
        clock,
        queues: Mutex::new(Queues::new()),
        drops: Mutex::new(Alerts::every(BETWEEN_ALERTS)),
        count_drop: Box::new(count_drop),
    });
    let (sent, arrivals) = mpsc::unbounded_channel();
    let sender = Sender { shared: Arc::clone(&shared), arrivals: sent };
    (sender, Receiver { shared, arrivals, next_report: Instant::now() + REPORT_EVERY })
}

impl<T> Sender<T> {
    /// Queues an item of this actor and returns at once. If the actor's queue is full, the item is dropped and counted:
    /// the earlier ones show how it began, and the alert how many followed.
    pub fn send(&self, actor: Uuid, item: T) {
        if self.shared.queues.lock().push(actor, item) {
            // Without a receiver there is nothing left to tell.
            let _told = self.arrivals.send(());
        } else {
            self.shared.drop_of(actor);
        }
    }
}

impl<T> Receiver<T> {
    /// The next item, of each actor in turn; `None` once every [`Sender`] is gone and nothing waits.
    pub async fn recv(&mut self) -> Option<T> {
        loop {
            if Instant::now() >= self.next_report {
                self.shared.report_due();
                self.next_report = Instant::now() + REPORT_EVERY;
            }
            if let Ok(arrival) = timeout_at(self.next_report, self.arrivals.recv()).await {
                arrival?;
                return self.shared.queues.lock().pop();
            }
        }
    }

    /// Counts an item of this actor that could not be recorded as dropped.
    pub fn give_up(&self, actor: Uuid) {
        self.shared.drop_of(actor);
    }
}

impl<T> Shared<T> {
    fn drop_of(&self, actor: Uuid) {
        (self.count_drop)();
        let due = self.drops.lock().add(actor, self.clock.now());
        if let Some(alert) = due {
            self.alert(&alert);
        }
    }

    fn report_due(&self) {
        let due = self.drops.lock().take_due(self.clock.now());
        for alert in &due {
            self.alert(alert);
        }
    }

    fn alert(&self, alert: &Alert<Uuid>) {
        tracing::warn!(
            target: "bulkhead::alert",
            {
                queue = self.name,
                actor.id = alert.subject.map(tracing::field::display),
                dropped = alert.count,
            },
            "evidence_dropped: not everything that this actor tried is recorded"
        );
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), arrivals: self.arrivals.clone() }
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").field("name", &self.shared.name).finish_non_exhaustive()
    }
}
