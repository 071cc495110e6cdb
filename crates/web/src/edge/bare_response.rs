//! Responses before any request is read: those that the HTTP parser makes, and to connections that are refused.

use actix_web::ResponseError;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap};

use crate::edge::headers::{self, X_REQUEST_ID};
use crate::error::Error;
use crate::problem::{self, Problem};
use crate::request_id::RequestId;

/// Ours are longer than this by their security headers alone.
const LONGEST: usize = 250;

/// Returns the complete problem in place of a bare refusal, or `None` for anything else.
///
/// To be asked only where a response begins, so that nothing a client stored can pass for one.
pub fn complete(response: &[u8]) -> Option<Vec<u8>> {
    if response.len() > LONGEST || !response.ends_with(b"\r\n\r\n") {
        return None;
    }
    let text = str::from_utf8(response).ok()?;
    let status = text.strip_prefix("HTTP/1.")?.get(2..5)?;
    let status = StatusCode::from_bytes(status.as_bytes()).ok()?;
    let is_empty = text.contains("\r\ncontent-length: 0\r\n");
    if !(status.is_client_error() || status.is_server_error()) || !is_empty || text.contains(X_REQUEST_ID.as_str()) {
        return None;
    }
    let date = text.split("\r\n").find(|line| line.starts_with("date: "));
    Some(render(&Problem::of_status(status), HeaderMap::new(), date))
}

/// Returns the complete response to a connection that is refused before any request.
pub fn refusal(error: &Error) -> Vec<u8> {
    render(&error.problem(), error.error_response().headers().clone(), None)
}

fn render(problem: &Problem, mut map: HeaderMap, date: Option<&str>) -> Vec<u8> {
    let id = RequestId::next();
    let (status, body) = (problem.status, problem.render(Some(id)));
    let mut response =
        format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n", body.len()).into_bytes();
    if let Some(date) = date {
        response.extend_from_slice(date.as_bytes());
        response.extend_from_slice(b"\r\n");
    }
    map.insert(CONTENT_TYPE, problem::CONTENT_TYPE);
    headers::complete(&mut map, id);
    for (name, value) in &map {
        response.extend_from_slice(name.as_str().as_bytes());
        response.extend_from_slice(b": ");
        response.extend_from_slice(value.as_bytes());
        response.extend_from_slice(b"\r\n");
    }
    response.extend_from_slice(b"\r\n");
    response.extend_from_slice(&body);
    response
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_a_bare_refusal_is_completed() {
        let bare = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\ndate: x\r\n\r\n";
        let complete = String::from_utf8(super::complete(bare).unwrap()).unwrap();
        assert!(complete.starts_with("HTTP/1.1 431 Request Header Fields Too Large\r\n"), "{complete}");
        assert!(complete.contains("\r\ndate: x\r\n"));
        let (head, body) = complete.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}", body.len())));
        assert!(body.contains("head_too_large"));

        assert!(super::complete(b"HTTP/1.1 204 No Content\r\n\r\n").is_none());
        assert!(super::complete(b"HTTP/1.1 100 Continue\r\n\r\n").is_none());
        assert!(super::complete(b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n{}").is_none());
        assert!(super::complete(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nx-request-id: 1\r\n\r\n").is_none());
        assert!(super::complete(b"").is_none());
    }
}
