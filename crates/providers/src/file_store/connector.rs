//! The HTTP client of buckets: the one that the installation's other endpoints have.

use async_trait::async_trait;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector as MakesClients, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
    HttpResponseBody, HttpService,
};

use crate::direct;
use crate::guarded::{ReadError, read_limited};

/// Bytes of a response: more than the largest file has.
const LARGEST_RESPONSE: usize = 16 << 20;

#[derive(Debug)]
pub(super) struct Connector;

#[derive(Debug)]
struct Requests(Client<HttpsConnector<HttpConnector>, HttpRequestBody>);

impl MakesClients for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let client =
            direct::client().map_err(|error| object_store::Error::Generic { store: "S3", source: error.into() })?;
        Ok(HttpClient::new(Requests(client)))
    }
}

#[async_trait]
impl HttpService for Requests {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let response = self.0.request(request).await.map_err(|error| {
            let kind = if error.is_connect() { HttpErrorKind::Connect } else { HttpErrorKind::Request };
            HttpError::new(kind, error)
        })?;
        let (head, body) = response.into_parts();
        let body = read_limited(body, LARGEST_RESPONSE).await.map_err(|error| {
            let kind =
                if matches!(error, ReadError::TooLong) { HttpErrorKind::Decode } else { HttpErrorKind::Interrupted };
            HttpError::new(kind, error)
        })?;
        Ok(HttpResponse::from_parts(head, HttpResponseBody::from(body)))
    }
}
