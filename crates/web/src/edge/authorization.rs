//! The credential of a client without cookies: `Authorization: Bearer …` (RFC 6750).

use actix_web::http::header::{AUTHORIZATION, HeaderMap};

use crate::error::Error;

/// Returns the bearer token of a request, unchecked. `None` where the header is missing or of another scheme, which is
/// ignored. 400 where the header occurs twice.
pub fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Error> {
    let mut values = headers.get_all(AUTHORIZATION);
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(refusal("Authorization stands twice."));
    }
    let Some((scheme, token)) = value.to_str().ok().and_then(|value| value.split_once(' ')) else { return Ok(None) };
    Ok(scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()))
}

/// Whether a request brings a bearer token. 400 where it brings a session cookie as well: the two may belong to
/// different callers, and no rule for which of them counts would be safe for both.
pub fn check(headers: &HeaderMap, has_session_cookie: bool) -> Result<bool, Error> {
    let has_bearer = bearer(headers)?.is_some();
    if has_bearer && has_session_cookie {
        return Err(refusal("A session cookie and a bearer token in one request."));
    }
    Ok(has_bearer)
}

fn refusal(detail: &'static str) -> Error {
    Error::BadRequest { code: "credentials_refused", detail: detail.into() }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn headers(values: &[&[u8]]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_bytes(value).unwrap());
        }
        headers
    }

    #[test]
    fn a_bearer_token_is_told_from_other_credentials() {
        assert_eq!(bearer(&headers(&[b"Bearer a.b.c"])).unwrap(), Some("a.b.c"));
        assert_eq!(bearer(&headers(&[b"bearer  x "])).unwrap(), Some("x"));
        assert_eq!(bearer(&headers(&[b"Bearer "])).unwrap(), Some(""));
        for none in [&b"Basic YTpi"[..], b"Bearer", b"Bearerx y", b"x", b"\xff y"] {
            assert_eq!(bearer(&headers(&[none])).unwrap(), None, "{}", none.escape_ascii());
        }
        assert!(bearer(&headers(&[b"Bearer a", b"Bearer b"])).is_err());
        assert!(bearer(&headers(&[b"Bearer a", b"Basic b"])).is_err());
    }

    #[test]
    fn ses_2_a_cookie_and_a_bearer_token_are_one_credential_too_many() {
        assert!(check(&headers(&[b"Bearer a"]), true).is_err());
        assert!(check(&headers(&[b"Bearer a"]), false).unwrap());
        assert!(!check(&headers(&[b"Basic a"]), true).unwrap());
        assert!(!check(&headers(&[]), true).unwrap());
    }
}
