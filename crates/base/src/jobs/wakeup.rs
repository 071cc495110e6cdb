use std::sync::Arc;

use tokio::sync::Notify;

/// Wakes the worker of this process; those of other processes poll. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub(super) struct Wakeup(Arc<Notify>);

impl Wakeup {
    /// Tells that a job was enqueued, or is about to be: the unit of work may not have committed yet.
    pub fn notify(&self) {
        self.0.notify_one();
    }

    /// Waits until a job was enqueued since the last time.
    pub async fn notified(&self) {
        self.0.notified().await;
    }
}
