use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A semaphore for each key: at most so many attempts with one key run at once, and further ones wait.
///
/// A sign-in takes its permit before the password is compared. Without it, twenty valid sign-ins at one moment would
/// count as twenty failures until the first is decided, and block each other (LOG-3).
#[derive(Clone, Default)]
pub struct KeyedSemaphore(Arc<Mutex<HashMap<Vec<u8>, Arc<Semaphore>>>>);

/// The right to go on; dropping it passes the right to the next attempt.
pub struct KeyedPermit {
    semaphores: KeyedSemaphore,
    key: Vec<u8>,
    permit: Option<OwnedSemaphorePermit>,
}

impl KeyedSemaphore {
    /// Waits until fewer than `most` attempts with this key run.
    pub async fn acquire(&self, key: Vec<u8>, most: usize) -> KeyedPermit {
        let semaphore = {
            let mut by_key = self.0.lock();
            Arc::clone(by_key.entry(key.clone()).or_insert_with(|| Arc::new(Semaphore::new(most))))
        };
        // Made before the wait, so that a caller who gives up leaves no entry behind.
        let mut permit = KeyedPermit { semaphores: self.clone(), key, permit: None };
        permit.permit = semaphore.acquire_owned().await.ok();
        permit
    }
}

impl Drop for KeyedPermit {
    fn drop(&mut self) {
        let mut by_key = self.semaphores.0.lock();
        drop(self.permit.take());
        // One reference is the map's; each attempt that waits or runs holds another.
        if by_key.get(&self.key).is_some_and(|semaphore| Arc::strong_count(semaphore) == 1) {
            by_key.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn permits_are_counted_by_key_and_leave_no_entry_behind() {
        let semaphores = KeyedSemaphore::default();
        let first = semaphores.acquire(vec![1], 1).await;
        let other_key = semaphores.acquire(vec![2], 1).await;
        let blocked = tokio::time::timeout(Duration::from_millis(5), semaphores.acquire(vec![1], 1)).await;
        assert!(blocked.is_err());
        drop((first, other_key));
        drop(semaphores.acquire(vec![1], 1).await);
        assert!(semaphores.0.lock().is_empty());
    }
}
