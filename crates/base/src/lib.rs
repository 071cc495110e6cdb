//! The base of all crates: connection pool, clock, randomness, typed ids, encryption at rest, the audit chain, the job
//! queue, periodic work, and the segments of text messages.

mod alerts;
pub mod audit_chain;
pub mod causes;
mod clock;
mod error;
pub mod jobs;
pub mod json;
mod keyed_semaphore;
mod panicked;
pub mod periodic;
pub mod pool;
mod random;
mod retry;
mod secret_box;
pub mod segments;
mod typed_ids;
mod visible;

pub use alerts::{Alert, Alerts};
pub use clock::Clock;
pub use error::DbError;
pub use keyed_semaphore::{KeyedPermit, KeyedSemaphore};
pub use panicked::Panicked;
pub use pool::{Lane, Lease, Mode, Pool, PoolError, PoolSize, RecentLanes, Share, Transaction};
pub use random::Random;
pub use retry::{Conflict, retry_conflicts};
pub use secret_box::{DecryptError, SecretBox};
pub use visible::{is_invisible, visible};
