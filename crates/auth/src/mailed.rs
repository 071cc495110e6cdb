//! Tokens that go to an address: whoever brings one back reads it (RST-2).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use crate::{Pool, Random, StoreError};

mod hand_out;
mod issue;
mod take;

pub(crate) use hand_out::hand_out;
pub(crate) use issue::{Owner, issue, mailing_key};
pub(crate) use take::{Found, find, revoke_all, take};

/// What a token was sent for, and all that it can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    VerifyEmail,
    ChangeEmail,
    ResetPassword,
}

impl Purpose {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ChangeEmail => "change_email",
            Self::ResetPassword => "reset_password",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::VerifyEmail, Self::ChangeEmail, Self::ResetPassword].into_iter().find(|purpose| purpose.as_str() == text)
    }

    pub(crate) fn lifetime(self) -> Duration {
        match self {
            Self::VerifyEmail | Self::ChangeEmail => Duration::hours(1),
            Self::ResetPassword => Duration::minutes(30),
        }
    }
}

/// A token from a letter: 256 random bits. Never printed; the database has its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct MailedToken(String);

impl MailedToken {
    /// A token that a request brought; `None` for what can't be one.
    pub fn parse(raw: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(raw).ok()?;
        (bytes.len() == 32).then(|| Self(raw.to_owned()))
    }

    pub(crate) fn new(random: &Random) -> Self {
        Self(random.token())
    }

    /// For the letter.
    pub(crate) fn to_letter(&self) -> String {
        self.0.clone()
    }

    /// For whoever hands it on.
    pub fn into_string(self) -> String {
        self.0
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for MailedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailedToken(..)")
    }
}

/// Whether a letter was put down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailing {
    /// Put down, if anybody is to get it.
    Sent,
    /// The address had one within the minute, or five within the hour.
    TooMany,
}

/// How long between two letters of a kind to an address, and how many in an hour at most.
pub const BETWEEN: Duration = Duration::MINUTE;
pub(crate) const HOURLY: i64 = 5;

/// Deletes tokens that have expired, and counts of letters that count for nothing any more.
pub async fn sweep(pool: &Pool, now: OffsetDateTime) -> Result<u64, StoreError> {
    let mut db = pool.lease().await?;
    let tokens = sqlx::query!("delete from auth.mailed_tokens where expires_at <= $1", now).execute(&mut db).await?;
    let letters =
        sqlx::query!("delete from auth.attempts where scope = 'letter' and last_at <= $1", now - Duration::HOUR);
    let letters = letters.execute(&mut db).await?;
    db.give_back();
    Ok(tokens.rows_affected() + letters.rows_affected())
}
