//! Who you are: users, passwords, sessions, attempts. Knows no tenant and no HTTP.

mod clock;
mod email_address;
mod ids;
pub mod pool;
mod random;

pub use clock::Clock;
pub use email_address::{EmailAddress, EmailAddressError};
pub use ids::{SessionId, UserId};
pub use pool::{Lease, Pool, PoolError, PoolSize, Transaction};
pub use random::Random;
