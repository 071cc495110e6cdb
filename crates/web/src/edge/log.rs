//! What the log says of a request. No cookie, body, query value or path as it came: the route's pattern holds no ids.

use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use tracing::field::Empty;
use tracing::{Level, Span};

use crate::edge::Context;
use crate::error::Error;
use base::causes;

/// Which requests get a line; failures of ours (5xx) always do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessLog {
    /// Only 5xx.
    Off,
    /// Also 4xx, and what took longer than this.
    Notable(Duration),
    All,
}

/// The request's span; free where `bulkhead::request` is filtered out.
pub(crate) fn span(method: &Method, context: &Context) -> Span {
    tracing::info_span!(
        target: "bulkhead::request",
        "request",
        http.request.method = method.as_str(),
        request.id = %context.id,
        http.route = Empty,
        http.response.status_code = Empty,
        tenant.id = Empty,
        user.id = Empty,
    )
}

pub(crate) fn record(
    access: AccessLog,
    context: &Context,
    route: &str,
    status: StatusCode,
    took: Duration,
    error: Option<&Error>,
) {
    let span = Span::current();
    if !span.is_disabled() {
        span.record("http.route", route);
        span.record("http.response.status_code", status.as_u16());
        if let Some(tenant) = context.tenant() {
            span.record("tenant.id", tracing::field::display(tenant));
        }
        if let Some(user) = context.user() {
            span.record("user.id", tracing::field::display(user));
        }
    }
    let is_notable = match access {
        AccessLog::All => true,
        AccessLog::Notable(slow) => status.is_client_error() || took > slow,
        AccessLog::Off => false,
    };
    if !is_notable && !status.is_server_error() {
        return;
    }
    let line = Line { context, route, status, took };
    match error {
        Some(Error::Unavailable { .. } | Error::NoTransport { .. }) | None
            if status == StatusCode::SERVICE_UNAVAILABLE =>
        {
            line.warn(error);
        }
        _ if status.is_server_error() => line.error(error),
        _ => line.info(),
    }
}

struct Line<'a> {
    context: &'a Context,
    route: &'a str,
    status: StatusCode,
    took: Duration,
}

macro_rules! line {
    ($self:ident, $level:expr, $message:literal $(, $field:ident = $value:expr)*) => {
        tracing::event!(
            target: "bulkhead::access",
            $level,
            request.id = %$self.context.id,
            http.route = $self.route,
            http.response.status_code = $self.status.as_u16(),
            client.address = %$self.context.client,
            tenant.id = $self.context.tenant().map(tracing::field::display),
            user.id = $self.context.user().map(tracing::field::display),
            impersonator.id = $self.context.impersonator().map(tracing::field::display),
            duration_ms = $self.took.as_secs_f64() * 1000.0,
            $($field = $value,)*
            $message
        )
    };
}

impl Line<'_> {
    fn info(&self) {
        line!(self, Level::INFO, "answered");
    }

    fn warn(&self, error: Option<&Error>) {
        line!(self, Level::WARN, "unavailable", error = tracing::field::debug(chain(error)));
    }

    fn error(&self, error: Option<&Error>) {
        line!(self, Level::ERROR, "failed", error = tracing::field::debug(chain(error)));
    }
}

/// An error and its causes; `Debug` of the string escapes line breaks.
fn chain(error: Option<&Error>) -> String {
    error.map(|error| causes::describe(error)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_names_every_cause_once() {
        let parse = "x".parse::<u8>().unwrap_err();
        let error = Error::internal(std::io::Error::other(parse));
        assert_eq!(chain(Some(&error)), "internal error: invalid digit found in string");
        let gone = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        assert_eq!(chain(Some(&Error::internal(sqlx::Error::Io(gone)))), "internal error: broken pipe");
    }

    #[test]
    fn aud_4_a_cause_stays_on_its_line() {
        let error = Error::internal("a\nb: forged line");
        assert!(!format!("{:?}", chain(Some(&error))).contains('\n'));
    }
}
