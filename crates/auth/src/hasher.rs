//! Argon2id on threads of its own, so that hashing can neither fill the memory nor starve the server (LOG-4).

use std::num::NonZero;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use argon2::Params;
use base::Random;
use tokio::sync::oneshot;

use crate::{NewPassword, Password};

mod job;
mod phc;
mod queue;

use job::{Job, Task};
use queue::Queue;

pub use phc::PasswordHash;

/// How much hashing happens at once.
#[derive(Clone, Copy, Debug)]
pub struct HasherSize {
    /// Threads that hash. Each keeps its own 19 MiB.
    pub threads: NonZero<usize>,
    /// Passwords that may wait for a thread. A further one is refused at once.
    pub queue: usize,
    /// How long one may wait for its result.
    pub wait: Duration,
}

impl Default for HasherSize {
    /// All cores but one, at least one; the one left over serves whatever does not hash.
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = NonZero::new(cores.saturating_sub(1)).unwrap_or(NonZero::<usize>::MIN);
        Self { threads, queue: 512, wait: Duration::from_secs(15) }
    }
}

/// Why there is no hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// The queue is full, or the wait was too long. Trying again later helps.
    #[error("too many passwords are waiting to be hashed")]
    Busy,
    /// The hash that is stored can't be read, or asks for more work than this server ever asked for.
    #[error("a stored password hash is unusable")]
    Unusable,
    /// The hashing thread is gone.
    #[error("hashing a password failed")]
    Failed,
}

/// What comparing a password with a stored hash found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub matches: bool,
    /// The hash was made with other parameters than those of today; worth replacing while the password is at hand.
    pub outdated: bool,
}

/// Hashes and verifies passwords (argon2id, 19 MiB, 2 passes, 1 lane: OWASP's minimum). Cloning shares the threads;
/// they end when the last clone is dropped.
///
/// Work that is no longer waited for is skipped if it has not begun, and finished otherwise: a client that hangs up
/// frees its place in the queue, but not a thread that is at work.
#[derive(Clone)]
pub struct Hasher(Arc<Inner>);

struct Inner {
    queue: Arc<Queue<Job>>,
    wait: Duration,
    random: Random,
}

impl Hasher {
    /// Starts the threads. Fails where the system gives none.
    pub fn start(size: HasherSize, random: Random) -> std::io::Result<Self> {
        let queue = Arc::new(Queue::new(size.queue));
        let hasher = Self(Arc::new(Inner { queue: Arc::clone(&queue), wait: size.wait, random }));
        for number in 0..size.threads.get() {
            let queue = Arc::clone(&queue);
            thread::Builder::new().name(format!("hasher-{number}")).spawn(move || job::work_off(&queue))?;
        }
        Ok(hasher)
    }

    /// Hashes a password with a new salt.
    pub async fn hash(&self, password: NewPassword) -> Result<PasswordHash, HashError> {
        self.hash_again(password.into_password()).await
    }

    /// Hashes a password that has just been verified; its policy was applied when it was chosen.
    pub(crate) async fn hash_again(&self, password: Password) -> Result<PasswordHash, HashError> {
        let salt = self.0.random.bytes();
        self.submit(|reply| Task::Hash { password, salt, reply }).await
    }

    /// Compares a password with a stored hash. Gives the password back, for `hash_again`.
    ///
    /// Without a hash (there is no such user, or one without a password) it does the same work and finds no match, so
    /// that the time it takes tells nothing.
    pub async fn verify(
        &self,
        password: Password,
        stored: Option<PasswordHash>,
    ) -> Result<(Verdict, Password), HashError> {
        self.submit(|reply| Task::Verify { password, stored, reply }).await
    }

    /// How long one may wait for its result.
    pub(crate) fn wait(&self) -> Duration {
        self.0.wait
    }

    /// Passwords that wait for a thread.
    pub fn waiting(&self) -> usize {
        self.0.queue.len()
    }

    async fn submit<T>(
        &self,
        task: impl FnOnce(oneshot::Sender<Result<T, HashError>>) -> Task,
    ) -> Result<T, HashError> {
        let (reply, result) = oneshot::channel();
        if !self.0.queue.push(Job::new(task(reply))) {
            return Err(HashError::Busy);
        }
        match tokio::time::timeout(self.0.wait, result).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(HashError::Failed),
            Err(_) => Err(HashError::Busy),
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.queue.close();
    }
}

/// The parameters of new hashes.
const PARAMS: Params = Params::DEFAULT;

#[cfg(test)]
mod tests;
