//! E-mail by SMTP (RFC 5321).

use std::path::PathBuf;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::outgoing::{EmailSender, OutgoingEmail, SendError};
use crate::redacted::Redacted;

/// Who an e-mail comes from, a name and an address: `Bulkhead <no-reply@example.com>`.
pub type SenderAddress = Mailbox;

/// The server that takes our e-mails, and what they have in common.
#[derive(Debug)]
pub struct SmtpConfig {
    pub host: String,
    pub port: u16,
    pub tls: SmtpTls,
    /// User and password.
    pub credentials: Option<(String, Redacted)>,
    pub from: SenderAddress,
    /// A further authority that the server's certificate may come from, in PEM.
    pub authority: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    /// Plain text, without credentials or to this machine only.
    None,
    /// Begins in plain text and goes no further without TLS.
    StartTls,
    Implicit,
}

/// Why there is no client for the server.
#[derive(Debug, thiserror::Error)]
pub enum SmtpError {
    #[error("the authority's certificate can't be read")]
    Authority(#[source] std::io::Error),
    #[error("TLS can't be set up")]
    Tls(#[source] lettre::transport::smtp::Error),
}

/// For each command. The caller bounds the whole of a try.
const TIMEOUT: Duration = Duration::from_secs(15);

/// Reply codes about our authentication, not about the e-mail (RFC 4954, 6): a corrected password helps.
const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

/// Sends by SMTP, over connections that are kept for a minute.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// Connects to nothing yet.
    pub fn new(config: &SmtpConfig) -> Result<Self, SmtpError> {
        let tls = match config.tls {
            SmtpTls::None => Tls::None,
            SmtpTls::StartTls => Tls::Required(parameters(config)?),
            SmtpTls::Implicit => Tls::Wrapper(parameters(config)?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(config.host.clone())
            .port(config.port)
            .tls(tls)
            .timeout(Some(TIMEOUT))
            .pool_config(PoolConfig::new().max_size(8));
        if let Some((user, password)) = &config.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()));
        }
        Ok(Self { transport: builder.build(), from: config.from.clone() })
    }

    fn message(&self, email: &OutgoingEmail) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
        let to: Address = email.to.parse()?;
        let name = email.from_name.as_deref().map(one_line).filter(|name| !name.is_empty());
        let name = name.or_else(|| self.from.name.clone());
        let mut message = Message::builder()
            .from(Mailbox::new(name, self.from.email.clone()))
            .to(Mailbox::new(None, to))
            .subject(one_line(&email.subject))
            .message_id(Some(format!("<{}@{}>", email.id, self.from.email.domain())))
            .date(email.written_at.into());
        for (name, value) in headers(email) {
            message = message.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
        }
        Ok(message.multipart(MultiPart::alternative_plain_html(email.text.clone(), email.html.clone()))?)
    }
}

/// The words of a text, with single spaces between them: a header's value has neither line breaks nor control characters.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What an e-mail that goes to many has to say of how to get no more of them (RFC 8058, 3.1), and what any other of ours
/// says of itself (RFC 3834, 5).
fn headers(email: &OutgoingEmail) -> Vec<(&'static str, String)> {
    match &email.unsubscribe {
        Some(url) => vec![
            ("List-Unsubscribe", format!("<{url}>")),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
        ],
        None => vec![("Auto-Submitted", "auto-generated".to_owned())],
    }
}

fn parameters(config: &SmtpConfig) -> Result<TlsParameters, SmtpError> {
    let mut parameters = TlsParameters::builder(config.host.clone());
    if let Some(file) = &config.authority {
        let pem = std::fs::read(file).map_err(SmtpError::Authority)?;
        parameters = parameters.add_root_certificate(Certificate::from_pem(&pem).map_err(SmtpError::Tls)?);
    }
    parameters.build().map_err(SmtpError::Tls)
}

impl EmailSender for Smtp {
    fn reach(&self) -> BoxFuture<'_, Result<(), SendError>> {
        async move {
            match self.transport.test_connection().await {
                Ok(true) => Ok(()),
                Ok(false) => Err(SendError::Temporary("the mail server has closed the connection".to_owned())),
                Err(error) => match refusal(None, &error) {
                    SendError::Temporary(reason) => Err(SendError::Temporary(reason)),
                    other => Err(SendError::Temporary(other.to_string())),
                },
            }
        }
        .boxed()
    }

    fn send<'a>(&'a self, email: &'a OutgoingEmail) -> BoxFuture<'a, Result<(), SendError>> {
        async move {
            let message = self.message(email).map_err(|error| SendError::Permanent(error.to_string()))?;
            self.transport.send(message).await.map(drop).map_err(|error| refusal(Some(email), &error))
        }
        .boxed()
    }
}

/// Sorts out what went wrong. What the server says is left out: it often repeats the address.
fn refusal(email: Option<&OutgoingEmail>, error: &lettre::transport::smtp::Error) -> SendError {
    match error.status().map(u16::from) {
        Some(code) if error.is_permanent() && is_unknown_address(error) => {
            SendError::NoSuchAddress(format!("the mail server answered {code}"))
        }
        Some(code) if error.is_permanent() && !ABOUT_US.contains(&code) => {
            SendError::Permanent(format!("the mail server answered {code}"))
        }
        Some(code) => SendError::Temporary(format!("the mail server answered {code}")),
        None if error.is_client() && email.is_some_and(|email| !email.to.is_ascii()) => {
            SendError::Permanent("the mail server carries ASCII addresses only".to_owned())
        }
        None if error.is_client() => {
            SendError::Temporary("the mail server lacks STARTTLS or our way to sign in".to_owned())
        }
        None if error.is_tls() => SendError::Temporary("no safe connection to the mail server".to_owned()),
        None if error.is_timeout() => SendError::InDoubt("the mail server is too slow".to_owned()),
        None => SendError::InDoubt("no connection to the mail server".to_owned()),
    }
}

/// Whether the reply has a status of its own for an address that can't be delivered to (RFC 3463, 3.2, and RFC 7505).
fn is_unknown_address(error: &lettre::transport::smtp::Error) -> bool {
    let text = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let status = text.split_whitespace().next().unwrap_or_default();
    ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"].contains(&status)
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;
    use uuid::Uuid;

    use super::*;

    /// The head of an e-mail to many, as it leaves.
    fn head(from_name: &str, subject: &str) -> String {
        let config = SmtpConfig {
            host: "127.0.0.1".to_owned(),
            port: 25,
            tls: SmtpTls::None,
            credentials: None,
            from: "Bulkhead <no-reply@example.com>".parse().unwrap(),
            authority: None,
        };
        let email = OutgoingEmail {
            id: Uuid::nil(),
            written_at: OffsetDateTime::UNIX_EPOCH,
            to: "ada@example.com".to_owned(),
            from_name: Some(from_name.to_owned()),
            unsubscribe: Some(format!("https://app.example.com/unsubscribe/{}", "x".repeat(400))),
            subject: subject.to_owned(),
            text: "Hello".to_owned(),
            html: "<p>Hello</p>".to_owned(),
            link: None,
            code: None,
        };
        let message = String::from_utf8(Smtp::new(&config).unwrap().message(&email).unwrap().formatted()).unwrap();
        message.split_once("\r\n\r\n").unwrap().0.to_owned()
    }

    #[tokio::test]
    async fn inv_6_no_name_and_no_subject_adds_a_header_or_an_address() {
        for hostile in [
            "Acme\r\nBcc: eve@evil.test",
            "Acme\nX-Evil: 1",
            "\" <eve@evil.test>, \"",
            "Acme <eve@evil.test>",
            "a\r\n\r\n<html>",
            "\u{1}\u{7f}\u{85}",
            " \n ",
            "Ünïcode\r\nBcc: eve@evil.test",
        ] {
            let head = head(hostile, hostile).replace("\r\n ", " ").to_ascii_lowercase();
            assert!(!head.lines().any(|line| line.starts_with("bcc:") || line.starts_with("x-evil:")), "{head}");
            let from = head.lines().find_map(|line| line.strip_prefix("from: ")).unwrap();
            assert!(from.ends_with("<no-reply@example.com>"), "{from}");
            let sender: Mailbox = from.parse().unwrap();
            assert_eq!(sender.email.to_string(), "no-reply@example.com", "{from}");
        }
    }

    #[tokio::test]
    async fn fact_37_a_long_link_stays_whole_in_its_header() {
        let head = head("Acme", "News");
        let link = format!("<https://app.example.com/unsubscribe/{}>", "x".repeat(400));
        assert!(head.contains(&link) && head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{head}");
    }
}
