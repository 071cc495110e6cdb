use std::sync::Arc;

use providers::{EmailSender, Mailbox, SmsSender, Smtp, SmtpError, Twilio, TwilioError};

use crate::config::{MailConfig, SmsConfig};

/// What sends each kind of message; `None` where nothing is configured.
#[derive(Clone)]
pub struct Transports {
    pub mail: Option<Arc<dyn EmailSender>>,
    pub sms: Option<Arc<dyn SmsSender>>,
    /// What was sent in development.
    pub mailbox: Option<Arc<Mailbox>>,
}

/// What is configured can't be used.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    #[error("mail can't be sent as SMTP_URL, SMTP_CA_FILE and MAIL_FROM say")]
    Smtp(#[from] SmtpError),
    #[error("text messages can't be sent as the TWILIO_ variables say")]
    Twilio(#[from] TwilioError),
}

impl Transports {
    /// What the configuration names; in development the mailbox for the rest.
    pub fn new(mail: &MailConfig, sms: &SmsConfig) -> Result<Self, TransportError> {
        let mailbox = mail.mailbox.then(|| Arc::new(Mailbox::default()));
        let mailer = match &mail.smtp {
            Some(config) => Some(Arc::new(Smtp::new(config)?) as Arc<dyn EmailSender>),
            None => mailbox.clone().map(|mailbox| mailbox as Arc<dyn EmailSender>),
        };
        let texter = match &sms.twilio {
            Some(config) => Some(Arc::new(Twilio::new(config)?) as Arc<dyn SmsSender>),
            None => mailbox.clone().map(|mailbox| mailbox as Arc<dyn SmsSender>),
        };
        if mailer.is_none() {
            tracing::warn!("SMTP_URL is not set: requests that send e-mail get 503, and campaigns by e-mail wait");
        }
        if texter.is_none() {
            tracing::warn!("TWILIO_ACCOUNT_SID is not set: requests that send text messages get 503");
        }
        Ok(Self { mail: mailer, sms: texter, mailbox })
    }
}
