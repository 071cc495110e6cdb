//! Who you are: users, passwords, sessions, tokens, attempts. Knows no tenant and no HTTP.

pub mod addresses;
pub mod attempts;
mod client;
mod clock;
mod device;
mod display_name;
mod email_address;
mod error;
mod events;
pub mod factors;
mod hasher;
mod ids;
mod login;
pub mod mailed;
pub mod outbox;
pub mod passkeys;
mod password;
pub mod passwords;
pub mod pool;
mod random;
mod reauthenticate;
pub mod refusals;
mod register;
pub mod seals;
mod service;
pub mod sessions;
pub mod tokens;
mod turns;
pub mod users;
mod vault;

pub use attempts::AttemptLimits;
pub use client::Client;
pub use clock::Clock;
pub use device::{DeviceKey, DeviceToken};
pub use display_name::{DisplayName, DisplayNameError};
pub use email_address::{EmailAddress, EmailAddressError};
pub use error::StoreError;
pub use hasher::{HashError, Hasher, HasherSize, PasswordHash, Verdict};
pub use ids::{SessionId, UserId};
pub use login::{Credentials, LoginError, SignedIn, login};
pub use password::{NewPassword, Password, PasswordOwner, PasswordPolicy, PasswordRefused, PasswordTooLong};
pub use pool::{Lease, Mode, Pool, PoolError, PoolSize, Transaction};
pub use random::Random;
pub use reauthenticate::reauthenticate;
pub use register::{NewUser, RegisterError, apply_for_account, register};
pub use service::Auth;
pub use sessions::{
    CreateSessionError, Holder, LiveSession, NewSession, SessionLimits, SessionProof, SessionToken,
};
pub use tokens::Issuer;
pub use turns::Turns;
pub use users::User;
pub use vault::{UnsealError, Vault};
