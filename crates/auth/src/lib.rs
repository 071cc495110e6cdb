//! Who you are: users, passwords, sessions, tokens, attempts. Knows no tenant and no HTTP.

#[macro_use]
mod error;

mod account;
pub mod addresses;
pub mod admins;
pub mod attempts;
mod client;
mod contact;
pub mod denial_log;
mod device;
mod display_name;
mod email_address;
pub mod email_tokens;
mod events;
pub mod evidence;
mod hasher;
mod ids;
pub mod impersonations;
pub mod key_uses;
mod login;
pub mod mfa;
pub mod otp;
pub mod outbox;
pub mod passkeys;
mod password;
pub mod passwords;
mod phone_number;
pub mod preferences;
mod reauthenticate;
mod register;
mod service;
pub mod sessions;
mod six_digits;
pub mod tokens;
pub mod users;

pub use attempts::AttemptLimits;
pub use client::Client;
pub use contact::{Contact, ContactError};
pub use device::{DeviceKey, DeviceToken};
pub use display_name::{DisplayName, DisplayNameError};
pub use email_address::{EmailAddress, EmailAddressError};
pub use error::{CredentialError, StoreError};
pub use events::{PastEvent, SECURITY_LOG, history};
pub use hasher::{HashError, Hasher, HasherSize, PasswordHash, Verdict};
pub use ids::{ImpersonationId, SessionId, UserId};
pub use login::{Credentials, LoginError, SignedIn, login};
pub use password::{NewPassword, Password, PasswordOwner, PasswordPolicy, PasswordRefused, PasswordTooLong};
pub use phone_number::{PhoneNumber, PhoneNumberError};
pub use reauthenticate::reauthenticate;
pub use register::{NewUser, RegisterError, apply_for_account, register, register_verified};
pub use service::Auth;
pub use sessions::{
    Claim, CreateSessionError, Demands, Holder, LiveSession, NewSession, SessionLimits, SessionProof, SessionToken,
};
pub use six_digits::six_digits;
pub use tokens::Issuer;
pub use users::User;
