//! What a request's body may be: its type, its size, and the time it may take to arrive.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::HttpMessage;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use bytes::Bytes;
use futures_util::Stream;
use tokio::time::{Instant, Sleep};

use crate::error::Error;

/// What a route reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKind {
    /// `application/json`; for PATCH `application/merge-patch+json` as well.
    Json,
    /// One of these types, by essence (`text/csv`); for imports, uploads and provider webhooks.
    OneOf(&'static [&'static str]),
    /// Whatever comes; the handler looks for itself.
    Any,
    /// No body: what comes all the same has to be JSON. Without a byte of it, its type says nothing.
    Unread,
}

/// A route's bounds on the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyRules {
    pub kind: BodyKind,
    /// Bytes.
    pub limit: usize,
    pub pace: Pace,
}

/// How long the server waits for a body, counting only the time in which it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    pub wait: Duration,
    /// Each so many received bytes earn another second; for long imports. `None`: `wait` is all.
    pub bytes_per_second: Option<u32>,
}

/// 256 KiB unless configured otherwise.
pub const DEFAULT_LIMIT: usize = 256 * 1024;

impl BodyRules {
    /// JSON of at most `limit` bytes within 30 seconds.
    pub const fn json(limit: usize) -> Self {
        let pace = Pace { wait: Duration::from_secs(30), bytes_per_second: None };
        Self { kind: BodyKind::Json, limit, pace }
    }

    /// As [`BodyRules::json`], for a route that reads no body.
    pub const fn unread(limit: usize) -> Self {
        Self { kind: BodyKind::Unread, ..Self::json(limit) }
    }

    /// As [`BodyRules::json`], for a route that reads a body of any type.
    pub const fn any(limit: usize) -> Self {
        Self { kind: BodyKind::Any, ..Self::json(limit) }
    }

    /// A long stream of one of `types`: at most `limit` bytes, at 10 KiB a second or more after ten seconds.
    pub const fn stream(types: &'static [&'static str], limit: usize) -> Self {
        let pace = Pace { wait: Duration::from_secs(10), bytes_per_second: Some(10 * 1024) };
        Self { kind: BodyKind::OneOf(types), limit, pace }
    }

    /// Admits a request's body: 415 for a type the route doesn't read, 413 for a length over the limit.
    ///
    /// What is admitted is still bounded while it is read, since a chunked body has no length: then the payload fails
    /// with an error that [`Error`] converts from (413, 408). A request without a body passes.
    pub fn check_limits(&self, request: &mut ServiceRequest) -> Result<(), Error> {
        let is_unread = self.kind == BodyKind::Unread;
        if !has_body(request) || is_unread && !has_bytes(request) {
            return Ok(());
        }
        let fits = self.check_type(request);
        // A body without a length may turn out to be empty.
        let must_be_empty = is_unread && fits.is_err() && !request.headers().contains_key(CONTENT_LENGTH);
        if !must_be_empty {
            fits?;
        }
        let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if length.is_some_and(|length: usize| length > self.limit) {
            return Err(Error::TooLarge { limit: self.limit });
        }
        let payload = request.take_payload();
        let bounded =
            Bounded { payload, rules: *self, must_be_empty, received: 0, waited: Duration::ZERO, waiting: None };
        request.set_payload(Payload::Stream { payload: Box::pin(bounded) });
        Ok(())
    }

    fn check_type(&self, request: &ServiceRequest) -> Result<(), Error> {
        let is = |kind: &str| has_type(request, kind);
        let (fits, expected) = match self.kind {
            BodyKind::Any => (true, ""),
            BodyKind::Json | BodyKind::Unread => {
                let patch = request.method() == Method::PATCH && is("application/merge-patch+json");
                (patch || is("application/json"), "application/json")
            }
            BodyKind::OneOf(types) => (types.iter().any(|kind| is(kind)), types.first().copied().unwrap_or_default()),
        };
        if fits { Ok(()) } else { Err(Error::UnsupportedMedia { expected }) }
    }
}

/// Whether a request's body is of this type, by essence.
pub fn has_type(request: &ServiceRequest, kind: &str) -> bool {
    let given = request.headers().get(CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap_or_default());
    given.split(';').next().unwrap_or_default().trim_ascii().eq_ignore_ascii_case(kind)
}

/// Whether a request says that a body follows its head.
pub fn has_body(request: &ServiceRequest) -> bool {
    let headers = request.headers();
    has_bytes(request)
        || (headers.contains_key(CONTENT_TYPE)
            && matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH))
}

/// The same of a body that isn't empty, or has no length.
fn has_bytes(request: &ServiceRequest) -> bool {
    let headers = request.headers();
    headers.contains_key(TRANSFER_ENCODING) || headers.get(CONTENT_LENGTH).is_some_and(|length| length != "0")
}

/// Whether a request has no body, or says that it is of at most `limit` bytes.
pub fn has_body_within(request: &ServiceRequest, limit: u64) -> bool {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    length.map_or_else(|| !has_body(request), |length| length <= limit)
}

/// A payload that ends in an error of ours when it is too long or too slow.
struct Bounded {
    payload: Payload,
    rules: BodyRules,
    /// Its type is none that the route reads.
    must_be_empty: bool,
    received: usize,
    waited: Duration,
    waiting: Option<Wait>,
}

struct Wait {
    since: Instant,
    until: Pin<Box<Sleep>>,
}

impl Bounded {
    fn time_left(&self) -> Duration {
        let Pace { wait, bytes_per_second } = self.rules.pace;
        let earned = bytes_per_second.map_or(0, |rate| self.received as u64 / u64::from(rate.max(1)));
        (wait + Duration::from_secs(earned)).saturating_sub(self.waited)
    }
}

impl Stream for Bounded {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        match Pin::new(&mut this.payload).poll_next(cx) {
            Poll::Ready(Some(Ok(chunk))) => {
                if let Some(wait) = this.waiting.take() {
                    this.waited += wait.since.elapsed();
                }
                this.received += chunk.len();
                if this.must_be_empty && this.received > 0 {
                    return Poll::Ready(Some(Err(ours(Error::UnsupportedMedia { expected: "application/json" }))));
                }
                if this.received > this.rules.limit {
                    return Poll::Ready(Some(Err(ours(Error::TooLarge { limit: this.rules.limit }))));
                }
                Poll::Ready(Some(Ok(chunk)))
            }
            Poll::Pending => {
                let time_left = this.time_left();
                let wait = this.waiting.get_or_insert_with(|| Wait {
                    since: Instant::now(),
                    until: Box::pin(tokio::time::sleep(time_left)),
                });
                ready!(wait.until.as_mut().poll(cx));
                Poll::Ready(Some(Err(ours(Error::TooSlow))))
            }
            end @ Poll::Ready(_) => end,
        }
    }
}

fn ours(error: Error) -> PayloadError {
    PayloadError::Io(std::io::Error::other(error))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use futures_util::StreamExt;

    use super::*;

    const RULES: BodyRules = BodyRules::json(64);

    fn verdict(rules: BodyRules, method: Method, kind: &str, body: &'static [u8]) -> Result<(), Error> {
        let mut request = TestRequest::default().method(method).set_payload(body);
        if !kind.is_empty() {
            request = request.insert_header((CONTENT_TYPE, kind));
        }
        let mut request = request.insert_header((CONTENT_LENGTH, body.len())).to_srv_request();
        rules.check_limits(&mut request)
    }

    #[test]
    fn csrf_2_simple_content_types_are_refused() {
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "",
            "text/plain; application/json",
        ] {
            let verdict = verdict(RULES, Method::POST, kind, b"{}");
            assert!(matches!(verdict, Err(Error::UnsupportedMedia { .. })), "{kind}");
        }
        assert!(verdict(RULES, Method::POST, "application/json; charset=utf-8", b"{}").is_ok());
        assert!(verdict(RULES, Method::PATCH, "application/merge-patch+json", b"{}").is_ok());
        assert!(verdict(RULES, Method::POST, "application/merge-patch+json", b"{}").is_err());
        assert!(verdict(BodyRules::stream(&["text/csv"], 64), Method::POST, "Text/CSV", b"a").is_ok());
    }

    #[test]
    fn a_request_without_a_body_needs_no_type() {
        assert!(verdict(RULES, Method::POST, "", b"").is_ok());
        assert!(verdict(RULES, Method::GET, "", b"").is_ok());
    }

    #[test]
    fn where_no_body_is_read_the_type_of_an_empty_one_says_nothing() {
        let form = "application/x-www-form-urlencoded";
        assert!(verdict(BodyRules::unread(64), Method::POST, form, b"").is_ok());
        assert!(verdict(BodyRules::unread(64), Method::POST, form, b"a=b").is_err());
        assert!(verdict(BodyRules::unread(64), Method::POST, "application/json", b"{}").is_ok());
        assert!(verdict(RULES, Method::POST, form, b"").is_err());
    }

    #[tokio::test]
    async fn where_no_body_is_read_one_without_a_length_may_be_empty() {
        let read = async |chunks: &'static [&'static [u8]]| {
            let mut request = TestRequest::post().insert_header((TRANSFER_ENCODING, "chunked")).to_srv_request();
            let chunks = futures_util::stream::iter(chunks.iter().map(|chunk| Ok(Bytes::from_static(chunk))));
            request.set_payload(Payload::Stream { payload: Box::pin(chunks) });
            BodyRules::unread(64).check_limits(&mut request).unwrap();
            request.take_payload().next().await.transpose().map_err(Error::from)
        };
        assert!(matches!(read(&[]).await, Ok(None)));
        assert!(matches!(read(&[b"{}"]).await, Err(Error::UnsupportedMedia { .. })));
    }

    #[test]
    fn api_3_a_length_over_the_limit_is_refused_before_it_is_read() {
        let verdict = verdict(RULES, Method::POST, "application/json", &[b' '; 65]);
        assert!(matches!(verdict, Err(Error::TooLarge { limit: 64 })));
    }

    #[tokio::test(start_paused = true)]
    async fn api_3_a_body_without_a_length_is_cut_at_the_limit() {
        let mut body = drip(RULES, Duration::from_millis(1), 33);
        assert!(body.next().await.unwrap().is_ok());
        let error = body.next().await.unwrap().unwrap_err();
        assert!(matches!(Error::from(error), Error::TooLarge { limit: 64 }));
    }

    fn drip(rules: BodyRules, every: Duration, size: usize) -> Bounded {
        let chunks = futures_util::stream::unfold((), move |()| async move {
            tokio::time::sleep(every).await;
            Some((Ok(Bytes::from(vec![b'x'; size])), ()))
        });
        let payload = Payload::Stream { payload: Box::pin(chunks) as actix_http::BoxedPayloadStream };
        Bounded { payload, rules, must_be_empty: false, received: 0, waited: Duration::ZERO, waiting: None }
    }

    async fn cut_after(mut body: Bounded) -> Duration {
        let start = Instant::now();
        while let Some(Ok(_)) = body.next().await {}
        start.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn rel_6_a_dripping_body_is_cut_at_thirty_seconds() {
        let rules = BodyRules::json(DEFAULT_LIMIT);
        assert_eq!(cut_after(drip(rules, Duration::from_secs(7), 1)).await.as_secs(), 30);
        assert_eq!(cut_after(drip(rules, Duration::from_mins(10), 1)).await.as_secs(), 30);
    }

    #[tokio::test(start_paused = true)]
    async fn rel_6_a_long_import_lives_by_its_pace() {
        let rules = BodyRules::stream(&["text/csv"], 1 << 20);
        let slow = drip(rules, Duration::from_secs(1), 1024);
        assert_eq!(cut_after(slow).await.as_secs(), 11);
        let steady = drip(rules, Duration::from_secs(1), 10 * 1024);
        assert_eq!(cut_after(steady).await.as_secs(), 103, "ended by its size");
    }
}
