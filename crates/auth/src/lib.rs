//! Who you are: users, passwords, sessions, attempts. Knows no tenant and no HTTP.

pub mod pool;

pub use pool::{Lease, Pool, PoolError, PoolSize, Transaction};
