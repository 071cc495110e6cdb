use sqlx::PgExecutor;
use time::OffsetDateTime;

use super::{Message, MessageContent, Recipient, encrypt, push};
use crate::Auth;
use crate::mfa::Factor;
use crate::passwords::KeysOfUser;

/// Tells the owner of an account what was done to it, or to what is theirs. Notices have no limit: each follows an act
/// on the account, or something that comes once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    FactorAdded { factor: Factor, at: OffsetDateTime },
    FactorRemoved { factor: Factor, at: OffsetDateTime },
    RecoveryCodesMade { at: OffsetDateTime },
    EmailChanged { at: OffsetDateTime },
    PasswordChanged { at: OffsetDateTime, api_keys: KeysOfUser },
    NewDevice { at: OffsetDateTime, device: Option<String>, address: Option<String> },
    Impersonated { at: OffsetDateTime, tenant: String, reason: String, read_only: bool },
    WebhookDisabled { at: OffsetDateTime, tenant: String, host: String, gone: bool },
    Unread { tenant: String, counts: Vec<(String, i64)> },
}

/// Puts a notice down. It is sent when the transaction commits.
pub async fn notify(db: impl PgExecutor<'_>, auth: &Auth, to: Recipient, notice: Notice) -> Result<(), sqlx::Error> {
    push(db, auth, &Message { to, content: notice.into() }).await
}

/// A notice as it waits, for a statement that puts it down itself.
pub fn encrypt_notice(auth: &Auth, to: Recipient, notice: Notice) -> Result<Vec<u8>, sqlx::Error> {
    encrypt(auth, &Message { to, content: notice.into() })
}

impl From<Notice> for MessageContent {
    fn from(notice: Notice) -> Self {
        match notice {
            Notice::FactorAdded { factor, at } => Self::FactorAdded { factor, at },
            Notice::FactorRemoved { factor, at } => Self::FactorRemoved { factor, at },
            Notice::RecoveryCodesMade { at } => Self::RecoveryCodesMade { at },
            Notice::EmailChanged { at } => Self::EmailChanged { at },
            Notice::PasswordChanged { at, api_keys } => Self::PasswordChanged { at, api_keys },
            Notice::NewDevice { at, device, address } => Self::NewDevice { at, device, address },
            Notice::Impersonated { at, tenant, reason, read_only } => {
                Self::Impersonated { at, tenant, reason, read_only }
            }
            Notice::WebhookDisabled { at, tenant, host, gone } => Self::WebhookDisabled { at, tenant, host, gone },
            Notice::Unread { tenant, counts } => Self::Unread { tenant, counts },
        }
    }
}
