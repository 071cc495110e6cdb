//! The client of the installation's own endpoint, which may be inside of its network.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::HeaderMap;
use hyper::{Method, Request};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use url::Url;

use super::ChatError;
use crate::guarded::read_limited;

/// Sends requests to URLs that the operator configures, over connections that are kept. It follows no redirects.
#[derive(Clone)]
pub struct DirectClient(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

const CONNECT_LIMIT: Duration = Duration::from_secs(3);

impl DirectClient {
    /// Connects to nothing yet.
    pub fn new() -> Result<Self, rustls::Error> {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_connect_timeout(Some(CONNECT_LIMIT));
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        Ok(Self(Client::builder(TokioExecutor::new()).build(connector)))
    }

    /// The status and the body, of which at most `limit` bytes are read; the caller bounds the time.
    pub(super) async fn post(
        &self,
        url: &Url,
        headers: HeaderMap,
        body: Bytes,
        limit: usize,
    ) -> Result<(u16, Bytes), ChatError> {
        let unreachable = |error: Box<dyn std::error::Error + Send + Sync>| ChatError::Unreachable(error);
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(url.as_str())
            .body(Full::new(body))
            .map_err(|error| unreachable(error.into()))?;
        *request.headers_mut() = headers;
        let (head, body) = self.0.request(request).await.map_err(|error| unreachable(error.into()))?.into_parts();
        Ok((head.status.as_u16(), read_limited(body, limit).await?))
    }
}
