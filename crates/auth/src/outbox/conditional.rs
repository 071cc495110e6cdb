use time::OffsetDateTime;

use super::limits::Arguments;
use super::{Limits, Message, MessageLimit, Requested, encrypt};
use crate::Auth;

/// A message for a statement that counts it by `auth.admit_message` and, if that admits it, puts it down: the same work
/// whatever the database finds.
pub struct Conditional<R> {
    limits: Limits<R>,
    pub scopes: Vec<String>,
    pub keys: Vec<Vec<u8>>,
    pub windows: Vec<i64>,
    pub mosts: Vec<i64>,
    pub gaps: Vec<i64>,
    pub encrypted: Vec<u8>,
}

impl<R: Requested> Conditional<R> {
    pub fn new(auth: &Auth, limits: Limits<R>, content: R) -> Result<Self, sqlx::Error> {
        let encrypted = encrypt(auth, &Message { to: limits.recipient().clone(), content: content.into() })?;
        let Arguments { scopes, keys, windows, mosts, gaps } = limits.arguments();
        Ok(Self { limits, scopes, keys, windows, mosts, gaps, encrypted })
    }

    /// Another content of the same purpose, for the statement to choose from.
    pub fn encrypt_instead<O: Requested>(&self, auth: &Auth, content: O) -> Result<Vec<u8>, sqlx::Error> {
        const { assert!(O::PURPOSE as u8 == R::PURPOSE as u8, "it is counted as what it takes the place of") };
        encrypt(auth, &Message { to: self.limits.recipient().clone(), content: content.into() })
    }

    /// Reads the response of `auth.admit_message`.
    pub fn refusal(
        &self,
        refused_by: Option<i32>,
        retry_at: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Option<MessageLimit> {
        self.limits.refusal(refused_by, retry_at, now)
    }
}
