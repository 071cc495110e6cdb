//! The client of the installation's own endpoints, which may be inside of its network.

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Body;
use hyper::header::HeaderMap;
use hyper::{Method, Request};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use url::Url;

use crate::guarded::{ReadError, read_limited};

/// Sends requests to URLs that the operator configures, over connections that are kept. It follows no redirects.
#[derive(Clone)]
pub struct DirectClient(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

/// A response, read to its end.
pub(crate) struct DirectResponse {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Why there is no response.
pub(crate) enum DirectError {
    Unreachable(Box<dyn Error + Send + Sync>),
    TooLong,
}

const CONNECT_LIMIT: Duration = Duration::from_secs(3);

impl DirectClient {
    /// Connects to nothing yet.
    pub fn new() -> Result<Self, rustls::Error> {
        Ok(Self(client()?))
    }

    /// Posts a body. At most `limit` bytes of the response's are read; the caller bounds the time.
    pub(crate) async fn post(
        &self,
        url: &Url,
        headers: HeaderMap,
        body: Bytes,
        limit: usize,
    ) -> Result<DirectResponse, DirectError> {
        let request = Request::builder().method(Method::POST).uri(url.as_str()).body(Full::new(body));
        let mut request = request.map_err(|error| DirectError::Unreachable(error.into()))?;
        *request.headers_mut() = headers;
        let response = self.0.request(request).await.map_err(|error| DirectError::Unreachable(error.into()))?;
        let (head, body) = response.into_parts();
        let body = read_limited(body, limit).await?;
        Ok(DirectResponse { status: head.status.as_u16(), headers: head.headers, body })
    }
}

/// A client of endpoints that the operator configures, by HTTP or HTTPS.
pub(crate) fn client<B>() -> Result<Client<HttpsConnector<HttpConnector>, B>, rustls::Error>
where
    B: Body + Send,
    B::Data: Send,
{
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_connect_timeout(Some(CONNECT_LIMIT));
    let connector = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())?
        .https_or_http()
        .enable_http1()
        .wrap_connector(http);
    Ok(Client::builder(TokioExecutor::new()).build(connector))
}

impl From<ReadError> for DirectError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::TooLong => Self::TooLong,
            ReadError::Http(error) => Self::Unreachable(error.into()),
        }
    }
}
