//! Sends e-mails and text messages from the outbox over the configured transports.

mod compose;
mod local;
mod mailbox;
mod quote;
mod render;
mod sender;
mod smtp;
mod twilio;

use std::sync::Arc;

use auth::EmailAddress;
use futures_util::future::BoxFuture;
use time::OffsetDateTime;
use url::Url;
use uuid::Uuid;

pub use compose::{Link, MessageText, compose, page};
pub use mailbox::{Mailbox, pages};
pub use quote::quoted;
pub use sender::Sender;
pub use smtp::Smtp;
pub use twilio::Twilio;

use crate::config::{MailConfig, SmsConfig};

/// An e-mail, ready to be sent.
#[derive(Clone, Debug)]
pub struct OutgoingEmail {
    /// The same at each try.
    pub id: Uuid,
    pub written_at: OffsetDateTime,
    pub to: EmailAddress,
    pub draft: MessageText,
    pub text: String,
    pub html: String,
}

/// A text message, ready to be sent.
#[derive(Clone, Debug)]
pub struct OutgoingSms {
    pub id: Uuid,
    pub written_at: OffsetDateTime,
    /// E.164.
    pub to: String,
    pub draft: MessageText,
    pub text: String,
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

/// Carries e-mails.
pub trait EmailSender: Send + Sync {
    /// Done when the receiving server has accepted the e-mail.
    fn send<'a>(&'a self, mail: &'a OutgoingEmail) -> BoxFuture<'a, Result<(), SendError>>;
}

/// Carries text messages.
pub trait SmsSender: Send + Sync {
    /// Done when the carrier has accepted the message.
    fn send<'a>(&'a self, message: &'a OutgoingSms) -> BoxFuture<'a, Result<(), SendError>>;
}

/// The carrier of each kind of message; `None` where none is configured.
#[derive(Clone)]
pub struct Transports {
    pub mail: Option<Arc<dyn EmailSender>>,
    pub sms: Option<Arc<dyn SmsSender>>,
    /// What was sent in development.
    pub mailbox: Option<Arc<Mailbox>>,
    /// The base of every link.
    public_url: Url,
}

/// What is configured can't be used.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    #[error("mail can't be sent as SMTP_URL and MAIL_FROM say")]
    Smtp(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("SMTP_CA_FILE can't be read")]
    Authority(#[source] std::io::Error),
    #[error("text messages can't be sent as the TWILIO_ variables say")]
    Twilio(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Transports {
    /// What the configuration names; in development the mailbox for the rest.
    pub fn new(mail: MailConfig, sms: SmsConfig, public_url: Url) -> Result<Self, TransportError> {
        let mailbox = mail.mailbox.then(|| Arc::new(Mailbox::default()));
        let mailer = match mail.smtp {
            Some(config) => Some(Arc::new(Smtp::new(&config)?) as Arc<dyn EmailSender>),
            None => mailbox.clone().map(|mailbox| mailbox as Arc<dyn EmailSender>),
        };
        let texter = match sms.twilio {
            Some(config) => Some(Arc::new(Twilio::new(config)?) as Arc<dyn SmsSender>),
            None => mailbox.clone().map(|mailbox| mailbox as Arc<dyn SmsSender>),
        };
        if mailer.is_none() {
            tracing::warn!("SMTP_URL is not set: requests that send e-mail get 503");
        }
        if texter.is_none() {
            tracing::warn!("TWILIO_ACCOUNT_SID is not set: requests that send text messages get 503");
        }
        Ok(Self { mail: mailer, sms: texter, mailbox, public_url })
    }
}
