//! What a request's head may be, beyond what the HTTP parser already refuses.

use actix_web::dev::RequestHead;

use crate::edge::headers::X_TENANT;
use crate::error::Error;

/// Refuses a head over `limit` bytes, a target that isn't a plain path, and a second `X-Tenant`.
///
/// The parser answers 400 by itself to ambiguous framing (both lengths, two lengths, other codings than chunked),
/// to folded headers, and to a missing or repeated `Host`.
pub fn check(head: &RequestHead, limit: usize) -> Result<(), Error> {
    let uri = &head.uri;
    if uri.scheme().is_some() || !uri.path().starts_with('/') {
        return Err(Error::bad_request("The request target must be a path."));
    }
    let target = uri.path().len() + uri.query().map_or(0, str::len);
    let size = head
        .headers
        .iter()
        .fold(target, |size, (name, value)| size + name.as_str().len() + value.len() + ": \r\n".len());
    if size > limit {
        return Err(Error::HeadTooLarge);
    }
    if head.headers.get_all(X_TENANT).count() > 1 {
        return Err(Error::bad_request("X-Tenant stands twice."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn verdict(request: TestRequest) -> Result<(), Error> {
        check(request.to_srv_request().head(), 1024)
    }

    #[test]
    fn api_3_a_head_over_the_limit_is_refused() {
        let request = TestRequest::get().uri("/a?b=c").insert_header(("x-long", "x".repeat(1009)));
        assert!(verdict(request).is_ok());
        let request = TestRequest::get().uri("/a?b=c").insert_header(("x-long", "x".repeat(1012)));
        assert!(matches!(verdict(request), Err(Error::HeadTooLarge)));
        let request = TestRequest::get().uri(&format!("/{}", "x".repeat(1024)));
        assert!(matches!(verdict(request), Err(Error::HeadTooLarge)));
    }

    #[test]
    fn ten_2_a_request_names_one_tenant_at_most() {
        let request = || TestRequest::get().uri("/a").append_header(("x-tenant", "acme"));
        assert!(verdict(request()).is_ok());
        for second in ["acme", "other", ""] {
            let refusal = verdict(request().append_header(("X-Tenant", second))).unwrap_err();
            assert!(refusal.problem().detail.contains("X-Tenant"), "{refusal:?}");
        }
    }

    #[test]
    fn api_4_only_a_path_is_a_target() {
        assert!(verdict(TestRequest::get().uri("http://other.test/auth/me")).is_err());
        assert!(verdict(TestRequest::get().uri("/auth/me")).is_ok());
    }
}
