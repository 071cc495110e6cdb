//! Problem documents (RFC 9457), the one shape of every error response.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderValue;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use crate::request_id::RequestId;

pub const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// What a client learns about a refused or failed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub status: StatusCode,
    /// Stable, machine-readable; a client may branch on it.
    pub code: &'static str,
    /// For people. Never holds anything internal.
    pub detail: Cow<'static, str>,
    /// The fields at fault, for 422.
    pub errors: Vec<FieldError>,
    /// Members of this problem alone (RFC 9457, 3.2).
    pub members: Vec<(&'static str, Json)>,
}

/// One field of a body or query that was read, but is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    pub field: Cow<'static, str>,
    pub code: &'static str,
    pub message: Cow<'static, str>,
}

impl FieldError {
    pub fn new(field: impl Into<Cow<'static, str>>, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    status: u16,
    code: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<RequestId>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
    #[serde(flatten, serialize_with = "as_map")]
    members: &'a [(&'static str, Json)],
}

fn as_map<S: Serializer>(members: &&[(&'static str, Json)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, detail: detail.into(), errors: Vec::new(), members: Vec::new() }
    }

    /// The problem of a bare status, for responses that come from no code of ours.
    pub fn of_status(status: StatusCode) -> Self {
        let (code, detail) = match status.as_u16() {
            400 => ("bad_request", "The request can't be read."),
            401 => ("unauthenticated", "Valid credentials are needed."),
            403 => ("forbidden", "This isn't allowed."),
            404 => ("not_found", "Not found."),
            405 => ("method_not_allowed", "This path has other methods."),
            408 => ("request_timeout", "The request took too long to arrive."),
            409 => ("conflict", "The request conflicts with the present state."),
            410 => ("gone", "This is no longer available."),
            412 => ("version_mismatch", "The resource has changed since that version was read."),
            413 => ("too_large", "The body is too large."),
            415 => ("unsupported_media_type", "This route doesn't read bodies of that type."),
            422 => ("invalid", "The request was read, but its content is wrong."),
            429 => ("too_many_requests", "Try again later."),
            431 => ("head_too_large", "The request's head is too large."),
            503 => ("unavailable", "Try again shortly."),
            _ if status.is_client_error() => ("refused", ""),
            _ => ("internal", "The server failed. Its log has the cause under this request id."),
        };
        Self::new(status, code, detail)
    }

    /// The document's bytes. `request_id` is the id that the response echoes.
    pub fn render(&self, request_id: Option<RequestId>) -> Vec<u8> {
        let document = Document {
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            code: self.code,
            detail: &self.detail,
            request_id,
            errors: &self.errors,
            members: &self.members,
        };
        serde_json::to_vec(&document).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_the_fields_at_fault() {
        let mut problem = Problem::of_status(StatusCode::UNPROCESSABLE_ENTITY);
        problem.errors = vec![FieldError::new("name", "required", "is required")];
        let document: serde_json::Value = serde_json::from_slice(&problem.render(None)).unwrap();
        assert_eq!(
            document,
            serde_json::json!({
                "title": "Unprocessable Entity",
                "status": 422,
                "code": "invalid",
                "detail": "The request was read, but its content is wrong.",
                "errors": [{"field": "name", "code": "required", "message": "is required"}],
            })
        );
    }

    #[test]
    fn an_unknown_server_error_says_nothing_of_its_cause() {
        let problem = Problem::of_status(StatusCode::BAD_GATEWAY);
        assert_eq!(problem.code, "internal");
    }
}
