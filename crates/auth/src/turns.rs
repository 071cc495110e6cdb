use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Lets only so many attempts with the same key be under way at once; further ones wait for their turn.
///
/// An attempt counts from before its password is compared. Without turns, twenty valid sign-ins at the same moment would
/// count as twenty failures until the first is decided, and block each other (LOG-3).
#[derive(Clone, Default)]
pub struct Turns(Arc<Mutex<HashMap<Vec<u8>, Arc<Semaphore>>>>);

/// A turn; it ends when this is dropped.
pub struct Turn {
    turns: Turns,
    key: Vec<u8>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Turns {
    /// Waits until fewer than `most` attempts with this key are under way.
    pub async fn take(&self, key: Vec<u8>, most: usize) -> Turn {
        let semaphore = {
            let mut waiting = self.0.lock();
            Arc::clone(waiting.entry(key.clone()).or_insert_with(|| Arc::new(Semaphore::new(most))))
        };
        // Made before the wait, so that a caller who gives up still leaves no entry behind.
        let mut turn = Turn { turns: self.clone(), key, permit: None };
        turn.permit = semaphore.acquire_owned().await.ok();
        turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut waiting = self.turns.0.lock();
        drop(self.permit.take());
        // One reference is the map's; whoever waits or has a turn holds another.
        if waiting.get(&self.key).is_some_and(|semaphore| Arc::strong_count(semaphore) == 1) {
            waiting.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn turns_are_taken_by_key_and_leave_nothing_behind() {
        let turns = Turns::default();
        let first = turns.take(vec![1], 1).await;
        let elsewhere = turns.take(vec![2], 1).await;
        let blocked = tokio::time::timeout(Duration::from_millis(5), turns.take(vec![1], 1)).await;
        assert!(blocked.is_err());
        drop((first, elsewhere));
        drop(turns.take(vec![1], 1).await);
        assert!(turns.0.lock().is_empty());
    }
}
