//! The last touch to a response: problems in one shape, and the body that ends the request.

use std::pin::Pin;
use std::task::{Context as Task, Poll};

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use actix_web::http::{ConnectionType, Version};
use actix_web::{HttpResponse, ResponseError};
use bytes::Bytes;
use pin_project_lite::pin_project;

use crate::client::ClientKey;
use crate::edge::connection::Answering;
use crate::error::Error;
use crate::problem::{self, Problem};
use crate::request_id::RequestId;
use crate::tally::Share;

/// What lasts until a response is sent: its connection is busy, and a stream keeps its place.
pub(crate) struct UntilSent {
    _answering: Option<Answering>,
    _stream: Option<Share<ClientKey>>,
}

impl UntilSent {
    pub fn new(answering: Option<Answering>, stream: Option<Share<ClientKey>>) -> Self {
        Self { _answering: answering, _stream: stream }
    }
}

pin_project! {
    /// A body that holds what lasts until it is sent.
    pub struct EdgeBody<B> {
        #[pin]
        body: EitherBody<B, Bytes>,
        until_sent: UntilSent,
    }
}

impl<B> EdgeBody<B> {
    pub(crate) fn left(body: B, until_sent: UntilSent) -> Self {
        Self { body: EitherBody::left(body), until_sent }
    }

    pub(crate) fn right(body: Vec<u8>, until_sent: UntilSent) -> Self {
        Self { body: EitherBody::right(Bytes::from(body)), until_sent }
    }
}

impl<B: MessageBody + 'static> MessageBody for EdgeBody<B> {
    type Error = <EitherBody<B, Bytes> as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(self: Pin<&mut Self>, cx: &mut Task<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        self.project().body.poll_next(cx)
    }

    fn try_into_bytes(self) -> Result<Bytes, Self> {
        let Self { body, until_sent } = self;
        body.try_into_bytes().map_err(|body| Self { body, until_sent })
    }
}

/// Lets a body of unknown length end with the connection where the client speaks HTTP/1.0, which knows no chunks
/// (RFC 9112, 6.1 and 6.3).
pub(crate) fn end_by_closing<B: MessageBody>(response: &mut ServiceResponse<B>) {
    let is_stream = response.response().body().size() == BodySize::Stream;
    if is_stream && response.request().version() < Version::HTTP_11 {
        let head = response.response_mut().head_mut();
        head.no_chunking(true);
        head.set_connection_type(ConnectionType::Close);
    }
}

/// Returns the problem that a response should be but isn't yet.
pub(crate) fn problem_of<B>(response: &HttpResponse<B>) -> Option<Problem> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    if let Some(error) = error_of(response) {
        return Some(error.problem());
    }
    let is_problem = response.headers().get(CONTENT_TYPE).is_some_and(|kind| *kind == problem::CONTENT_TYPE);
    (!is_problem).then(|| Problem::of_status(status))
}

/// The error of ours that a response was made from.
pub(crate) fn error_of<B>(response: &HttpResponse<B>) -> Option<&Error> {
    response.error()?.as_error::<Error>()
}

/// Makes room for a problem's body in the headers of another response; what else they say stays.
pub(crate) fn prepare(headers: &mut HeaderMap) {
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, problem::CONTENT_TYPE);
}

/// An error on its way through actix whose response is finished.
#[derive(Debug)]
pub(crate) struct Finished {
    pub problem: Problem,
    pub headers: HeaderMap,
    pub id: RequestId,
}

impl std::fmt::Display for Finished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.problem.code)
    }
}

impl ResponseError for Finished {
    fn status_code(&self) -> actix_web::http::StatusCode {
        self.problem.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.problem.status);
        *response.headers_mut() = self.headers.clone();
        response.set_body(BoxBody::new(self.problem.render(Some(self.id))))
    }
}
