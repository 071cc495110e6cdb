use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONNECTION, HOST, HeaderMap, HeaderValue, USER_AGENT};
use hyper::{Method, Request};
use url::{Position, Url};

use super::GuardedError;

/// What a receiver may take up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For a connection to one address; for TLS, once more.
    pub connect: Duration,
    /// From the look-up of the host's name to the last byte that is read.
    pub total: Duration,
    /// Bytes of the response's head.
    pub head: usize,
    /// Bytes of the response's body; `None` drops it unread.
    pub body: Option<usize>,
}

/// A request to a URL that a tenant names.
#[derive(Debug)]
pub struct GuardedRequest {
    pub(super) url: Url,
    pub(super) limits: Limits,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
}

/// The response of a receiver, of any status. The tenant chose who sends it.
#[derive(Debug)]
pub struct GuardedResponse {
    pub status: u16,
    pub headers: HeaderMap,
    /// Empty where the limits say to drop it.
    pub body: Bytes,
}

const AGENT: &str = concat!("Bulkhead/", env!("CARGO_PKG_VERSION"));

impl GuardedRequest {
    pub fn get(url: Url, limits: Limits) -> Self {
        Self { url, limits, method: Method::GET, headers: HeaderMap::new(), body: Bytes::new() }
    }

    pub fn post(url: Url, body: impl Into<Bytes>, limits: Limits) -> Self {
        Self { url, limits, method: Method::POST, headers: HeaderMap::new(), body: body.into() }
    }

    /// Sets headers; `Host` and `Connection` are the client's own.
    #[must_use]
    pub fn headers(mut self, headers: &HeaderMap) -> Self {
        self.headers.extend(headers.clone());
        self
    }

    /// The request as it is sent over a connection to the URL's host: path and query alone, and the host in a header.
    pub(super) fn into_parts(self) -> Result<(Url, Request<Full<Bytes>>), GuardedError> {
        let Self { url, method, mut headers, body, .. } = self;
        let host = HeaderValue::from_str(&url[Position::BeforeHost..Position::AfterPort])
            .map_err(|error| GuardedError::Request(error.into()))?;
        headers.insert(HOST, host);
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
        headers.entry(USER_AGENT).or_insert(HeaderValue::from_static(AGENT));
        let target = &url[Position::BeforePath..Position::AfterQuery];
        let mut request =
            Request::builder().method(method).uri(target).body(Full::new(body)).map_err(GuardedError::Request)?;
        *request.headers_mut() = headers;
        Ok((url, request))
    }
}
