//! Messages that are ready to be sent, and what sends them.

use futures_util::future::BoxFuture;
use time::OffsetDateTime;
use uuid::Uuid;

/// An e-mail, ready to be sent.
#[derive(Clone, Debug)]
pub struct OutgoingEmail {
    /// The same at each try.
    pub id: Uuid,
    pub written_at: OffsetDateTime,
    /// The address alone, without a name.
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The link and the code that the text holds; the mailbox shows them by themselves.
    pub link: Option<String>,
    pub code: Option<String>,
}

/// A text message, ready to be sent.
#[derive(Clone, Debug)]
pub struct OutgoingSms {
    /// The same at each try.
    pub id: Uuid,
    pub written_at: OffsetDateTime,
    /// E.164.
    pub to: String,
    /// What the message is about. Only the mailbox shows it.
    pub subject: String,
    pub text: String,
    /// The link and the code that the text holds; the mailbox shows them by themselves.
    pub link: Option<String>,
    pub code: Option<String>,
}

/// Why a message was not sent. The reason goes into the log, so it leaves out the recipient.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Another try would fail too.
    #[error("refused for good: {0}")]
    Permanent(String),
    /// Another try may succeed.
    #[error("not accepted: {0}")]
    Temporary(String),
}

/// Sends e-mails.
pub trait EmailSender: Send + Sync {
    /// Done when the receiving server has accepted the e-mail.
    fn send<'a>(&'a self, email: &'a OutgoingEmail) -> BoxFuture<'a, Result<(), SendError>>;
}

/// Sends text messages.
pub trait SmsSender: Send + Sync {
    /// Done when the carrier has accepted the message.
    fn send<'a>(&'a self, message: &'a OutgoingSms) -> BoxFuture<'a, Result<(), SendError>>;
}
