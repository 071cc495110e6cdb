//! Tokens that are mailed to an address: a client that brings one back has proved to read the address (RST-2).

use std::fmt;

use base::{Pool, Random};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use crate::outbox::MessageLimit;
use crate::{Auth, StoreError};

mod consume;
mod issue;
mod issue_direct;

pub(crate) use consume::{TokenRecord, consume, find, revoke_all};
pub(crate) use issue::{Owner, issue};
pub(crate) use issue_direct::issue_direct;

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

/// A token from an e-mail: 256 random bits. Never printed; the database has its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailToken(String);

impl EmailToken {
    /// A token that a request brought; `None` for what can't be one.
    pub fn parse(raw: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(raw).ok()?;
        (bytes.len() == 32).then(|| Self(raw.to_owned()))
    }

    pub(crate) fn new(random: &Random) -> Self {
        Self(random.token())
    }

    /// For the e-mail.
    pub(crate) fn to_letter(&self) -> String {
        self.0.clone()
    }

    /// For the operator who hands it on.
    pub fn into_string(self) -> String {
        self.0
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for EmailToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailToken(..)")
    }
}

/// Whether a message was put down.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailing {
    /// Put down, if the address has an owner who is to get it.
    Sent,
    Limited(MessageLimit),
}

impl Mailing {
    /// Counts a message that was not put down as dropped, on a route whose response doesn't tell.
    pub(crate) fn or_drop(self, auth: &Auth) {
        if let Self::Limited(limit) = self {
            auth.dropped.note(&limit);
        }
    }
}

/// Deletes tokens that have expired, and counts of messages whose longest window, a day, is over.
pub async fn sweep(pool: &Pool, now: OffsetDateTime) -> Result<u64, StoreError> {
    let mut db = pool.lease().await?;
    let tokens = sqlx::query!("delete from auth.email_tokens where expires_at <= $1", now).execute(&mut db).await?;
    let letters =
        sqlx::query!("delete from auth.attempts where scope = 'letter' and last_at <= $1", now - Duration::DAY);
    let letters = letters.execute(&mut db).await?;
    db.give_back();
    Ok(tokens.rows_affected() + letters.rows_affected())
}
