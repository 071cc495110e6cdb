use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::{EmailSender, OutgoingEmail, SendError, TransportError};
use crate::config::{SmtpConfig, SmtpTls};

/// For each command. The whole of a try is bounded by the sender.
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
    pub fn new(config: &SmtpConfig) -> Result<Self, TransportError> {
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

    fn message(&self, mail: &OutgoingEmail) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
        let to: Address = mail.to.as_str().parse()?;
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.draft.subject)
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .date(mail.written_at.into())
            .raw_header(automatic)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))?;
        Ok(message)
    }
}

fn parameters(config: &SmtpConfig) -> Result<TlsParameters, TransportError> {
    let failed = |error: lettre::transport::smtp::Error| TransportError::Smtp(error.into());
    let mut parameters = TlsParameters::builder(config.host.clone());
    if let Some(file) = &config.authority {
        let pem = std::fs::read(file).map_err(TransportError::Authority)?;
        parameters = parameters.add_root_certificate(Certificate::from_pem(&pem).map_err(failed)?);
    }
    parameters.build().map_err(failed)
}

impl EmailSender for Smtp {
    fn send<'a>(&'a self, mail: &'a OutgoingEmail) -> BoxFuture<'a, Result<(), SendError>> {
        async move {
            let message = self.message(mail).map_err(|error| SendError::Permanent(error.to_string()))?;
            self.transport.send(message).await.map(drop).map_err(|error| refusal(mail, &error))
        }
        .boxed()
    }
}

/// Sorts out what went wrong. What the server says is left out: it often repeats the address.
fn refusal(mail: &OutgoingEmail, error: &lettre::transport::smtp::Error) -> SendError {
    match error.status().map(u16::from) {
        Some(code) if error.is_permanent() && !ABOUT_US.contains(&code) => {
            SendError::Permanent(format!("the mail server answered {code}"))
        }
        Some(code) => SendError::Temporary(format!("the mail server answered {code}")),
        None if error.is_client() && !mail.to.as_str().is_ascii() => {
            SendError::Permanent("the mail server carries ASCII addresses only".to_owned())
        }
        None if error.is_client() => {
            SendError::Temporary("the mail server lacks STARTTLS or our way to sign in".to_owned())
        }
        None if error.is_timeout() => SendError::Temporary("the mail server is too slow".to_owned()),
        None if error.is_tls() => SendError::Temporary("no safe connection to the mail server".to_owned()),
        None => SendError::Temporary("no connection to the mail server".to_owned()),
    }
}
