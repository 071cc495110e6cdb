//! The headers that every response carries.

use actix_web::http::header::{
    self, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
};

use crate::request_id::RequestId;

/// The tenant that a request names, and that a response was given for.
pub const X_TENANT: HeaderName = HeaderName::from_static("x-tenant");

pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Set on every response; pages that need more than nothing bring a `Content-Security-Policy` of their own.
pub(crate) static ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

/// For responses that aren't pages: nothing may load, run or frame.
pub(crate) const STRICTEST_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

pub(crate) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Completes a response's headers.
///
/// Nothing is stored by any cache unless its route says otherwise, and nothing that sets a cookie in any case.
pub fn complete(headers: &mut HeaderMap, id: RequestId) {
    for (name, value) in &ALWAYS {
        headers.insert(name.clone(), value.clone());
    }
    headers.insert(X_REQUEST_ID, id.header_value());
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, STRICTEST_POLICY);
    }
    if !headers.contains_key(CACHE_CONTROL) || headers.contains_key(header::SET_COOKIE) {
        headers.insert(CACHE_CONTROL, NO_STORE);
    }
    if let Some(kind) = headers.get(CONTENT_TYPE)
        && let Some(with_charset) = with_charset(kind)
    {
        headers.insert(CONTENT_TYPE, with_charset);
    }
}

/// Names the charset of a text type that doesn't.
fn with_charset(kind: &HeaderValue) -> Option<HeaderValue> {
    if !kind.as_bytes().starts_with(b"text/") {
        return None;
    }
    let kind = kind.to_str().ok()?;
    if kind.contains("charset=") {
        return None;
    }
    HeaderValue::from_str(&format!("{kind}; charset=utf-8")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(name.clone(), HeaderValue::from_static(value));
        }
        complete(&mut headers, RequestId::next());
        headers
    }

    #[test]
    fn hdr_1_a_bare_answer_gets_every_header() {
        let headers = completed(&[]);
        let policy = headers.get(CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        for directive in ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(directive), "{policy}");
        }
        assert_eq!(headers.get("x-content-type-options").unwrap(), "nosniff");
        assert_eq!(headers.get("referrer-policy").unwrap(), "no-referrer");
        assert_eq!(headers.get("cross-origin-opener-policy").unwrap(), "same-origin");
        assert_eq!(headers.get("cross-origin-resource-policy").unwrap(), "same-origin");
        let hsts = headers.get("strict-transport-security").unwrap();
        assert_eq!(hsts, "max-age=63072000; includeSubDomains");
    }

    #[test]
    fn hdr_1_text_names_its_charset() {
        let kind = |value| completed(&[(CONTENT_TYPE, value)]).get(CONTENT_TYPE).unwrap().clone();
        assert_eq!(kind("text/csv"), "text/csv; charset=utf-8");
        assert_eq!(kind("text/html; charset=utf-8"), "text/html; charset=utf-8");
        assert_eq!(kind("application/json"), "application/json");
    }

    #[test]
    fn ten_5_an_answer_that_sets_a_cookie_is_never_stored() {
        let cached = (CACHE_CONTROL, "public, max-age=3600");
        assert_eq!(completed(std::slice::from_ref(&cached)).get(CACHE_CONTROL).unwrap(), cached.1);
        let headers = completed(&[cached, (header::SET_COOKIE, "session=x")]);
        assert_eq!(headers.get(CACHE_CONTROL).unwrap(), "no-store");
        assert_eq!(completed(&[]).get(CACHE_CONTROL).unwrap(), "no-store");
    }
}
