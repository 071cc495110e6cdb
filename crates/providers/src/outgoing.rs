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
    /// What the sender is called, where it isn't the installation.
    pub from_name: Option<String>,
    /// Where one request, without a sign-in, has the reader get no more of these (RFC 8058).
    pub unsubscribe: Option<String>,
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
    /// It was not accepted, and another try may succeed.
    #[error("not accepted: {0}")]
    Temporary(String),
    /// The receiving server knows of no such address.
    #[error("no such address: {0}")]
    NoSuchAddress(String),
    /// It may have been accepted: another try may send it twice.
    #[error("perhaps accepted: {0}")]
    InDoubt(String),
}

/// Sends e-mails.
pub trait EmailSender: Send + Sync {
    /// Finds out whether e-mails can be handed over at all, so that one isn't in doubt because there is no connection.
    fn reach(&self) -> BoxFuture<'_, Result<(), SendError>>;

    /// Done when the receiving server has accepted the e-mail.
    fn send<'a>(&'a self, email: &'a OutgoingEmail) -> BoxFuture<'a, Result<(), SendError>>;
}

/// Sends text messages.
pub trait SmsSender: Send + Sync {
    /// Done when the carrier has accepted the message.
    fn send<'a>(&'a self, message: &'a OutgoingSms) -> BoxFuture<'a, Result<(), SendError>>;
}
