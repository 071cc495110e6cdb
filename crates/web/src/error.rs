//! The web layer's one error: what the client sees of anything that goes wrong.

pub mod mapping;

use std::borrow::Cow;
use std::time::Duration;

use actix_web::error::{JsonPayloadError, PathError, PayloadError, QueryPayloadError};
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};

use crate::problem::{self, FieldError, Problem};

/// Any error that isn't the client's to know.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A refusal or a failure, by what the client sees of it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 400: the request can't be read. `code` is `bad_request` unless a client can act on a finer one.
    #[error("{detail}")]
    BadRequest { code: &'static str, detail: Cow<'static, str> },
    /// 401 `unauthenticated`: no valid credentials.
    #[error("no valid credentials")]
    Unauthenticated,
    /// 403: visible to this caller, but not allowed.
    #[error("{detail}")]
    Forbidden { code: &'static str, detail: Cow<'static, str> },
    /// 404 `not_found`: doesn't exist or isn't the caller's; the two can't be told apart.
    #[error("not found")]
    NotFound,
    /// 405 `method_not_allowed`, with the methods that the path has in `Allow`.
    #[error("method not allowed")]
    MethodNotAllowed { allow: HeaderValue },
    /// 408 `request_timeout`: the body arrived too slowly.
    #[error("the body arrived too slowly")]
    TooSlow,
    /// 409: the request conflicts with a unique value or a state; `code` names which.
    #[error("{detail}")]
    Conflict { code: &'static str, detail: Cow<'static, str> },
    /// 410: no longer available; `code` names what.
    #[error("{detail}")]
    Gone { code: &'static str, detail: Cow<'static, str> },
    /// 412 `version_mismatch`: `If-Match` names another version than the present one.
    #[error("version mismatch")]
    VersionMismatch,
    /// 413 `too_large`: the body is over the route's limit, in bytes (0 where it isn't known).
    #[error("body over {limit} bytes")]
    TooLarge { limit: usize },
    /// 415 `unsupported_media_type`: the route reads only `expected`.
    #[error("body is not {expected}")]
    UnsupportedMedia { expected: &'static str },
    /// 422 `invalid`: read, but wrong, field by field.
    #[error("invalid content")]
    Unprocessable(Vec<FieldError>),
    /// 429 `too_many_requests`, with `Retry-After` in whole seconds, rounded up.
    #[error("rate limited")]
    TooManyRequests { retry_after: Duration },
    /// 429 `too_many_requests`, with `Retry-After`: the tenant has as much as it may have at a time.
    #[error("{detail}")]
    ShareUsedUp { detail: Cow<'static, str>, retry_after: Duration },
    /// A refusal with members of its own, and with `Retry-After` where a wait helps.
    #[error("{}", .problem.detail)]
    Special { problem: Box<Problem>, retry_after: Option<Duration> },
    /// 431 `head_too_large`: request line and headers are over the limit.
    #[error("request head too large")]
    HeadTooLarge,
    /// 503 `unavailable`, with `Retry-After`: overload or a dependency that is away.
    #[error("unavailable")]
    Unavailable {
        retry_after: Duration,
        #[source]
        cause: Option<Cause>,
    },
    /// 503 `mail_unavailable`, `sms_unavailable` or `push_unavailable`: no transport is configured for the message.
    #[error("no transport is configured for the message")]
    NoTransport { code: &'static str },
    /// 500 `internal`: the cause is logged once, with its whole chain; the client sees only the request id.
    #[error("internal error")]
    Internal(#[source] Cause),
}

impl Error {
    pub fn bad_request(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::BadRequest { code: "bad_request", detail: detail.into() }
    }

    /// Of a status and code of its own.
    pub fn special(status: StatusCode, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Special { problem: Box::new(Problem::new(status, code, detail)), retry_after: None }
    }

    pub fn forbidden(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Forbidden { code, detail: detail.into() }
    }

    pub fn conflict(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Conflict { code, detail: detail.into() }
    }

    pub fn internal(cause: impl Into<Cause>) -> Self {
        Self::Internal(cause.into())
    }

    /// Responds with 503 and lets the client retry after a second.
    pub fn unavailable(cause: impl Into<Cause>) -> Self {
        Self::Unavailable { retry_after: Duration::from_secs(1), cause: Some(cause.into()) }
    }

    /// What the client sees of this error, but for the request id.
    pub fn problem(&self) -> Problem {
        let of_status = Problem::of_status(self.status_code());
        match self {
            Self::BadRequest { code, detail }
            | Self::Forbidden { code, detail }
            | Self::Conflict { code, detail }
            | Self::Gone { code, detail } => Problem { code, detail: detail.clone(), ..of_status },
            Self::ShareUsedUp { detail, .. } => Problem { detail: detail.clone(), ..of_status },
            Self::NoTransport { code } => {
                let detail = "This server has no transport configured for the message that it would send.";
                Problem { code, detail: detail.into(), ..of_status }
            }
            Self::TooLarge { limit } if *limit > 0 => {
                Problem { detail: format!("The body is over {limit} bytes.").into(), ..of_status }
            }
            Self::UnsupportedMedia { expected } => {
                Problem { detail: format!("The body must be {expected}.").into(), ..of_status }
            }
            Self::Special { problem, .. } => Problem::clone(problem),
            Self::Unprocessable(errors) => Problem { errors: errors.clone(), ..of_status },
            _ => of_status,
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::BadRequest { .. } => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::Gone { .. } => StatusCode::GONE,
            Self::VersionMismatch => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMedia { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unprocessable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests { .. } | Self::ShareUsedUp { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Special { problem, .. } => problem.status,
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Unavailable { .. } | Self::NoTransport { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The response without a request id; the edge fills that in on the way out.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, problem::CONTENT_TYPE);
        match self {
            Self::Unauthenticated => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::MethodNotAllowed { allow } => {
                headers.insert(ALLOW, allow.clone());
            }
            Self::TooManyRequests { retry_after }
            | Self::ShareUsedUp { retry_after, .. }
            | Self::Special { retry_after: Some(retry_after), .. }
            | Self::Unavailable { retry_after, .. } => {
                headers.insert(RETRY_AFTER, whole_seconds(*retry_after));
            }
            Self::NoTransport { .. } => {
                headers.insert(RETRY_AFTER, whole_seconds(Duration::from_hours(1)));
            }
            _ => {}
        }
        response.set_body(actix_web::body::BoxBody::new(self.problem().render(None)))
    }
}

/// Rounds up, so that a client that waits as told is not refused again; at least one second.
fn whole_seconds(duration: Duration) -> HeaderValue {
    let seconds = duration.as_secs() + u64::from(duration.subsec_nanos() > 0);
    HeaderValue::from(seconds.max(1))
}

impl From<PayloadError> for Error {
    fn from(error: PayloadError) -> Self {
        match error {
            PayloadError::Overflow => Self::TooLarge { limit: 0 },
            PayloadError::Io(cause) => match cause.into_inner().map(<dyn std::error::Error + Send + Sync>::downcast) {
                Some(Ok(ours)) => *ours,
                _ => Self::bad_request("The body broke off."),
            },
            _ => Self::bad_request("The body can't be read."),
        }
    }
}

impl From<JsonPayloadError> for Error {
    fn from(error: JsonPayloadError) -> Self {
        match error {
            JsonPayloadError::OverflowKnownLength { limit, .. } | JsonPayloadError::Overflow { limit } => {
                Self::TooLarge { limit }
            }
            JsonPayloadError::ContentType => Self::UnsupportedMedia { expected: "application/json" },
            JsonPayloadError::Payload(error) => error.into(),
            _ => Self::bad_request("The body isn't valid JSON for this route."),
        }
    }
}

impl From<QueryPayloadError> for Error {
    fn from(_: QueryPayloadError) -> Self {
        Self::bad_request("The query can't be read.")
    }
}

/// A path segment that doesn't parse names nothing that exists.
impl From<PathError> for Error {
    fn from(_: PathError) -> Self {
        Self::NotFound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn api_6_an_internal_error_shows_nothing_of_its_cause() {
        let error = Error::internal("relation \"auth.users\" does not exist");
        let body = String::from_utf8(error.problem().render(None)).unwrap();
        assert!(!body.contains("users"), "{body}");
        assert_eq!(error.status_code(), 500);
    }

    #[test]
    fn rl_3_retry_after_is_rounded_up() {
        let wait = |millis| whole_seconds(Duration::from_millis(millis));
        assert_eq!(wait(0), "1");
        assert_eq!(wait(1000), "1");
        assert_eq!(wait(1001), "2");
    }

    #[test]
    fn an_error_of_ours_survives_the_payload_stream() {
        let error = PayloadError::Io(std::io::Error::other(Error::TooSlow));
        assert!(matches!(Error::from(error), Error::TooSlow));
    }
}
