//! Sign-in codes by text message. They may arrive twice: what must not is sent by `Carrier`.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http_body_util::Full;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use hyper::{Request, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use url::{Url, form_urlencoded};

use crate::outgoing::{OutgoingSms, SendError, SmsSender};
use crate::redacted::Redacted;

/// The account that sends our text messages.
#[derive(Debug)]
pub struct TwilioConfig {
    pub account: String,
    pub token: Redacted,
    /// A number in E.164, or the id of a messaging service (`MG…`).
    pub from: String,
    /// The root of the API.
    pub base: Url,
}

/// Why there is no client for the account.
#[derive(Debug, thiserror::Error)]
pub enum TwilioError {
    #[error("the account makes no URL")]
    Url(#[from] hyper::http::uri::InvalidUri),
    #[error("account and token make no header")]
    Credentials(#[from] hyper::http::header::InvalidHeaderValue),
    #[error("TLS can't be set up")]
    Tls(#[from] rustls::Error),
}

const TIMEOUT: Duration = Duration::from_secs(20);

/// Sends by Twilio's REST API (`POST /2010-04-01/Accounts/{sid}/Messages.json`).
pub struct Twilio {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    messages: Uri,
    authorization: HeaderValue,
    /// `From`, or `MessagingServiceSid` for a messaging service.
    sender: (&'static str, String),
}

impl Twilio {
    /// Connects to nothing yet.
    pub fn new(config: &TwilioConfig) -> Result<Self, TwilioError> {
        let base = config.base.as_str().trim_end_matches('/');
        let messages = format!("{base}/2010-04-01/Accounts/{}/Messages.json", config.account).parse()?;
        let pair = STANDARD.encode(format!("{}:{}", config.account, config.token.expose()));
        let mut authorization = HeaderValue::from_str(&format!("Basic {pair}"))?;
        authorization.set_sensitive(true);
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .build();
        let sender = if config.from.starts_with("MG") { "MessagingServiceSid" } else { "From" };
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            messages,
            authorization,
            sender: (sender, config.from.clone()),
        })
    }

    async fn post(&self, message: &OutgoingSms) -> Result<(), SendError> {
        let (sender, from) = &self.sender;
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("To", &message.to)
            .append_pair(sender, from)
            .append_pair("Body", &message.text)
            .finish();
        let request = Request::post(self.messages.clone())
            .header(AUTHORIZATION, self.authorization.clone())
            .header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"))
            .body(Full::from(body))
            .map_err(|_| SendError::Permanent("the request can't be put together".to_owned()))?;
        let response = tokio::time::timeout(TIMEOUT, self.client.request(request))
            .await
            .map_err(|_| SendError::Temporary("Twilio is too slow".to_owned()))?
            .map_err(|_| SendError::Temporary("no connection to Twilio".to_owned()))?;
        verdict(response.status())
    }
}

/// The body is left unread: what it says of a refusal repeats the number.
fn verdict(status: StatusCode) -> Result<(), SendError> {
    let said = format!("Twilio answered {}", status.as_u16());
    match status.as_u16() {
        200..=299 => Ok(()),
        // 401, 403 and 404 are about the account that is configured here; 429 about how much it sends.
        401 | 403 | 404 | 408 | 429 | 500.. => Err(SendError::Temporary(said)),
        _ => Err(SendError::Permanent(said)),
    }
}

impl SmsSender for Twilio {
    fn send<'a>(&'a self, message: &'a OutgoingSms) -> BoxFuture<'a, Result<(), SendError>> {
        self.post(message).boxed()
    }
}
