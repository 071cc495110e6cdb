//! Who you are: users, passwords, sessions, attempts. Knows no tenant and no HTTP.

mod clock;
mod email_address;
mod hasher;
mod ids;
mod password;
pub mod pool;
mod random;

pub use clock::Clock;
pub use email_address::{EmailAddress, EmailAddressError};
pub use hasher::{HashError, Hasher, HasherSize, PasswordHash, Verdict};
pub use ids::{SessionId, UserId};
pub use password::{NewPassword, Password, PasswordOwner, PasswordPolicy, PasswordRefused, PasswordTooLong};
pub use pool::{Lease, Pool, PoolError, PoolSize, Transaction};
pub use random::Random;
