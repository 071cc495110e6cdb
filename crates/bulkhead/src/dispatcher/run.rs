use std::time::Duration;

use base::causes;
use domain::attempts::{self, Queue};
use tenancy::{Error, TenantId};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

use super::Dispatcher;
use super::queue::Serving;

/// How often a node looks for attempts that are due.
const LOOK: Duration = Duration::from_millis(500);

/// Queues that one look takes up.
const QUEUES: i32 = 1_000;

/// The queues that a look begins after.
#[derive(Default)]
struct After {
    phone: Option<(TenantId, Uuid)>,
    emails: Option<TenantId>,
}

/// The last queue of a page that is full: there may be more.
fn last_of_page(due: &[Queue]) -> Option<&Queue> {
    due.last().filter(|_| due.len() >= usize::try_from(QUEUES).unwrap_or(usize::MAX))
}

impl Dispatcher {
    /// Sends what is due until `stop` resolves. It then begins nothing more, and waits at most `drain` for what is under
    /// way; what still is then will be in doubt.
    pub async fn run(self, stop: impl Future<Output = ()> + Send, drain: Duration) {
        let (stopping, stopped) = watch::channel(false);
        let mut queues = JoinSet::new();
        let mut stop = std::pin::pin!(stop);
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut after, mut is_reachable) = (After::default(), true);
        loop {
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(_) = queues.join_next() => continue,
                _ = look.tick() => {}
            }
            match self.due(&mut after).await {
                Ok(due) => {
                    is_reachable = true;
                    self.serve(due, &mut queues, &stopped);
                }
                Err(error) => {
                    if is_reachable {
                        tracing::warn!(error = ?causes::describe(&error), "attempts that are due can't be listed");
                    }
                    is_reachable = false;
                }
            }
        }
        stopping.send_replace(true);
        let all_ended = async { while queues.join_next().await.is_some() {} };
        if tokio::time::timeout(drain, all_ended).await.is_err() {
            tracing::warn!("requests to the carrier still run at the end of the shutdown, and will be in doubt");
        }
    }

    /// Sends all that is due now, and returns when nothing of it is under way any more.
    pub async fn run_due(&self) -> Result<(), Error> {
        let (_stopping, stopped) = watch::channel(false);
        let mut queues = JoinSet::new();
        let due = self.due(&mut After::default()).await?;
        self.serve(due, &mut queues, &stopped);
        while queues.join_next().await.is_some() {}
        Ok(())
    }

    /// The next queues with something due. After the last ones, it begins with the first tenant again.
    async fn due(&self, after: &mut After) -> Result<Vec<Queue>, Error> {
        let db = &self.0.on.db;
        let mut due = attempts::due(db, after.phone, QUEUES).await?;
        after.phone = last_of_page(&due).and_then(|queue| Some((queue.tenant_id, queue.phone_id?)));
        if self.0.on.mail.is_some() {
            let emails = attempts::due_emails(db, after.emails, QUEUES).await?;
            after.emails = last_of_page(&emails).map(|queue| queue.tenant_id);
            due.extend(emails);
        }
        Ok(due)
    }

    fn serve(&self, due: Vec<Queue>, queues: &mut JoinSet<()>, stopped: &watch::Receiver<bool>) {
        for queue in due {
            if let Some(serving) = Serving::begin(self, queue) {
                queues.spawn(serving.run(stopped.clone()));
            }
        }
    }
}
