use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, RANGE, RETRY_AFTER};
use hyper::{Method, Request, Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::super::Parameters;
use super::byte_range::ByteRange;
use super::error::{CarrierError, Verdict};
use crate::http::{Answer, ExchangeError, HttpClient, Limits};
use crate::redacted::Redacted;

const CONNECT_LIMIT: Duration = Duration::from_secs(5);
const TOTAL_LIMIT: Duration = Duration::from_secs(20);

/// The most bytes of a response's body.
const BODY_LIMIT: usize = 1024 * 1024;

/// A client of the carrier's API under one URL. Cloning shares it; a request opens a connection and ends it.
#[derive(Clone)]
pub struct Carrier {
    http: HttpClient,
    base: String,
}

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
pub enum CarrierSetupError {
    #[error("TLS can't be set up")]
    Tls(#[from] rustls::Error),
}

/// Whose requests these are.
#[derive(Clone, Debug)]
pub struct Account {
    pub sid: String,
    pub auth_token: Redacted,
}

/// A response that isn't a success.
#[derive(Deserialize)]
struct Refusal {
    code: Option<u32>,
}

impl Carrier {
    /// Connects to nothing yet. A request takes 20 s at most, of which 5 s for the connection.
    pub fn new(base: &Url) -> Result<Self, CarrierSetupError> {
        Self::with_time_limits(base, CONNECT_LIMIT, TOTAL_LIMIT)
    }

    /// With limits of one's own for the connection and for a whole request.
    pub fn with_time_limits(base: &Url, connect: Duration, total: Duration) -> Result<Self, CarrierSetupError> {
        let limits = Limits { connect, total, body: BODY_LIMIT };
        Ok(Self { http: HttpClient::new(limits)?, base: base.as_str().trim_end_matches('/').to_owned() })
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, account: &Account, path: &str) -> Result<T, CarrierError> {
        self.exchange(account, Method::GET, path, String::new()).await
    }

    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        account: &Account,
        path: &str,
        fields: &Parameters,
    ) -> Result<T, CarrierError> {
        self.exchange(account, Method::POST, path, fields.encode()).await
    }

    async fn exchange<T: DeserializeOwned>(
        &self,
        account: &Account,
        method: Method,
        path: &str,
        body: String,
    ) -> Result<T, CarrierError> {
        let request = self.request(account, method, path, body)?;
        read(&self.http.send(request).await?)
    }

    /// Begins to read what isn't JSON: all of it, or one range of its bytes, of which the carrier may give all the same.
    pub(super) async fn open(
        &self,
        account: &Account,
        path: &str,
        range: Option<ByteRange>,
    ) -> Result<Response<Incoming>, CarrierError> {
        let mut request = self.request(account, Method::GET, path, String::new())?;
        let range = range.and_then(|range| HeaderValue::try_from(range.to_string()).ok());
        let asked_for_part = range.is_some();
        request.headers_mut().extend(range.map(|range| (RANGE, range)));
        let response = self.http.open(request).await?;
        let status = response.status();
        if status == StatusCode::OK || status == StatusCode::PARTIAL_CONTENT && asked_for_part {
            return Ok(response);
        }
        let headers = response.headers().clone();
        Err(refusal(&Answer { status, headers, body: Bytes::new() }))
    }

    fn request(
        &self,
        account: &Account,
        method: Method,
        path: &str,
        body: String,
    ) -> Result<Request<Full<Bytes>>, CarrierError> {
        let unsendable = |_| CarrierError::new(Verdict::Sender, "account and token make no request");
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header(AUTHORIZATION, account.authorization()?)
            .header(ACCEPT, HeaderValue::from_static("application/json, audio/*"));
        if !body.is_empty() {
            request = request.header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        }
        request.body(Full::new(Bytes::from(body))).map_err(unsendable)
    }
}

impl From<ExchangeError> for CarrierError {
    fn from(error: ExchangeError) -> Self {
        match error {
            ExchangeError::NotConnected => Self::new(Verdict::Later, "no connection was made"),
            ExchangeError::Lost => Self::new(Verdict::InDoubt, "the connection was lost"),
        }
    }
}

impl Account {
    /// Where the account's resources are.
    pub(super) fn path(&self, rest: &str) -> Result<String, CarrierError> {
        Ok(format!("/2010-04-01/Accounts/{}/{rest}", segment(&self.sid)?))
    }

    fn authorization(&self) -> Result<HeaderValue, CarrierError> {
        let pair = STANDARD.encode(format!("{}:{}", self.sid, self.auth_token.expose()));
        let mut value = HeaderValue::from_str(&format!("Basic {pair}"))
            .map_err(|_| CarrierError::new(Verdict::Sender, "account and token make no header"))?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// A SID as a segment of a path, which letters and digits alone can't leave.
pub(super) fn segment(sid: &str) -> Result<&str, CarrierError> {
    let is_plain = !sid.is_empty() && sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain { Ok(sid) } else { Err(CarrierError::new(Verdict::Sender, "a SID is not letters and digits")) }
}

fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T, CarrierError> {
    if !answer.status.is_success() {
        return Err(refusal(answer));
    }
    let status = Some(answer.status.as_u16());
    serde_json::from_slice(&answer.body).map_err(|_| CarrierError { status, ..CarrierError::unreadable() })
}

fn refusal(answer: &Answer) -> CarrierError {
    let status = answer.status.as_u16();
    let code = serde_json::from_slice::<Refusal>(&answer.body).ok().and_then(|refusal| refusal.code);
    let seconds = answer.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    CarrierError {
        verdict: Verdict::of(status, code),
        status: Some(status),
        code,
        retry_after: seconds.map(Duration::from_secs),
        reason: "the carrier refused",
    }
}
