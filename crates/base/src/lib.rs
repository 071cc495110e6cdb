//! The base of all crates: connection pool, clock, randomness, typed ids, encryption at rest and the audit chain.

pub mod audit_chain;
pub mod causes;
mod clock;
mod error;
mod keyed_semaphore;
pub mod pool;
mod random;
mod retry;
mod secret_box;
mod typed_ids;

pub use clock::Clock;
pub use error::DbError;
pub use keyed_semaphore::{KeyedPermit, KeyedSemaphore};
pub use pool::{Lane, Lease, Mode, Pool, PoolError, PoolSize, RecentLanes, Share, Transaction};
pub use random::Random;
pub use retry::{Conflict, retry_conflicts};
pub use secret_box::{DecryptError, SecretBox};
