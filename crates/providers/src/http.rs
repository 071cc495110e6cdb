//! HTTP over a connection of its own for each exchange, so that it is known whether a request can have arrived.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{HOST, HeaderMap, HeaderValue};
use hyper::{Request, Response, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service;

/// How long an exchange may take, and how much it may return.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// For the name, the connection and TLS.
    pub connect: Duration,
    /// For the whole exchange.
    pub total: Duration,
    /// The most bytes of a response's body.
    pub body: usize,
}

/// A client without a pool, a proxy or redirects. Cloning shares its TLS configuration.
#[derive(Clone)]
pub(crate) struct HttpClient {
    connector: HttpsConnector<HttpConnector>,
    limits: Limits,
}

/// Status, headers and the whole body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ExchangeError {
    /// Not a byte of the request has left.
    #[error("no connection was made")]
    NotConnected,
    /// The connection was made. Whether the request arrived isn't known.
    #[error("the connection was lost, or the response too slow or too large")]
    Lost,
}

impl HttpClient {
    pub(crate) fn new(limits: Limits) -> Result<Self, rustls::Error> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        Ok(Self { connector, limits })
    }

    /// Sends a request with an absolute URL.
    pub(crate) async fn send(&self, request: Request<Full<Bytes>>) -> Result<Answer, ExchangeError> {
        self.send_to(request.uri().clone(), request).await
    }

    /// Sends a request whose URL names the host, over a connection to another address.
    pub(crate) async fn send_to(&self, to: Uri, request: Request<Full<Bytes>>) -> Result<Answer, ExchangeError> {
        let begun = tokio::time::Instant::now();
        let mut sender = self.connect(to).await?;
        let request = in_origin_form(request).ok_or(ExchangeError::NotConnected)?;
        let exchange = async {
            let (head, body) = sender.send_request(request).await.map_err(|_| ExchangeError::Lost)?.into_parts();
            let body = Limited::new(body, self.limits.body).collect().await.map_err(|_| ExchangeError::Lost)?;
            Ok(Answer { status: head.status, headers: head.headers, body: body.to_bytes() })
        };
        tokio::time::timeout_at(begun + self.limits.total, exchange).await.unwrap_or(Err(ExchangeError::Lost))
    }

    /// Sends a request, and returns the response as soon as its head is there. The limits are those of the head.
    pub(crate) async fn open(&self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, ExchangeError> {
        let begun = tokio::time::Instant::now();
        let mut sender = self.connect(request.uri().clone()).await?;
        let request = in_origin_form(request).ok_or(ExchangeError::NotConnected)?;
        let response = tokio::time::timeout_at(begun + self.limits.total, sender.send_request(request)).await;
        response.map_err(|_| ExchangeError::Lost)?.map_err(|_| ExchangeError::Lost)
    }

    async fn connect(&self, to: Uri) -> Result<SendRequest<Full<Bytes>>, ExchangeError> {
        let stream = tokio::time::timeout(self.limits.connect, self.connector.clone().call(to)).await;
        let stream = stream.map_err(|_| ExchangeError::NotConnected)?.map_err(|_| ExchangeError::NotConnected)?;
        let (sender, connection) = http1::handshake(stream).await.map_err(|_| ExchangeError::NotConnected)?;
        tokio::spawn(connection);
        Ok(sender)
    }
}

/// With path and query alone on the request line, and the host in its header. `None` without a host.
fn in_origin_form(mut request: Request<Full<Bytes>>) -> Option<Request<Full<Bytes>>> {
    let authority = request.uri().authority()?.as_str();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = HeaderValue::from_str(host).ok()?;
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).parse().ok()?;
    *request.uri_mut() = path;
    request.headers_mut().insert(HOST, host);
    Some(request)
}
