//! What every crate stands on: the connection pool, the clock, randomness, typed ids, encryption at rest, the audit
//! chain and the job queue.

pub mod audit_chain;
mod clock;
mod error;
pub mod jobs;
mod keyed_semaphore;
pub mod pool;
mod random;
mod retry;
mod secret_box;
mod typed_ids;

pub use clock::Clock;
pub use error::DbError;
pub use keyed_semaphore::{KeyedPermit, KeyedSemaphore};
pub use pool::{Lane, Lease, Mode, Pool, PoolError, PoolSize, Share, Transaction};
pub use random::Random;
pub use retry::{Conflict, retry_conflicts};
pub use secret_box::{DecryptError, SecretBox};
