//! Cross-site request forgery: whether a browser sent this from one of our own pages.

use actix_web::dev::RequestHead;
use actix_web::http::Method;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, ORIGIN};

use crate::error::Error;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The origins that are ours, as browsers write them (`https://app.example.com`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnOrigins(Vec<HeaderValue>);

impl OwnOrigins {
    pub fn new(origins: impl IntoIterator<Item = HeaderValue>) -> Self {
        Self(origins.into_iter().collect())
    }

    /// Refuses an unsafe request that a foreign page may have caused.
    ///
    /// `Sec-Fetch-Site` decides where it is sent, since no page can set it; `Origin` where it isn't. A request with
    /// neither comes from no browser and passes.
    pub fn check(&self, head: &RequestHead) -> Result<(), Error> {
        if matches!(head.method, Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE) {
            return Ok(());
        }
        let own = match only(&head.headers, &SEC_FETCH_SITE) {
            Only::One(site) => site == "same-origin" || site == "none",
            Only::Many => false,
            Only::None => match only(&head.headers, &ORIGIN) {
                Only::One(origin) => self.0.contains(origin),
                Only::Many => false,
                Only::None => true,
            },
        };
        if own {
            return Ok(());
        }
        Err(Error::forbidden("cross_origin", "This request comes from a page of another origin."))
    }
}

enum Only<'a> {
    None,
    One(&'a HeaderValue),
    Many,
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Only<'a> {
    let mut values = headers.get_all(name);
    match (values.next(), values.next()) {
        (None, _) => Only::None,
        (Some(value), None) => Only::One(value),
        _ => Only::Many,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn passes(method: Method, headers: &[(&str, &str)]) -> bool {
        let mut request = TestRequest::default().method(method);
        for header in headers {
            request = request.append_header(*header);
        }
        OwnOrigins::new([HeaderValue::from_static("https://app.test")]).check(request.to_srv_request().head()).is_ok()
    }

    #[test]
    fn csrf_1_a_foreign_page_changes_nothing() {
        let foreign: [&[(&str, &str)]; 10] = [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://app.test")],
            &[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
            &[("origin", "https://evil.test")],
            &[("origin", "null")],
            &[("origin", "http://app.test")],
            &[("origin", "https://app.test.evil.test")],
            &[("origin", "https://app.test"), ("origin", "https://evil.test")],
        ];
        for headers in foreign {
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                assert!(!passes(method, headers), "{headers:?}");
            }
            assert!(passes(Method::GET, headers), "{headers:?}");
        }
    }

    #[test]
    fn csrf_1_own_pages_and_clients_without_a_browser_pass() {
        assert!(passes(Method::POST, &[]));
        assert!(passes(Method::POST, &[("sec-fetch-site", "same-origin")]));
        assert!(passes(Method::POST, &[("sec-fetch-site", "none")]));
        assert!(passes(Method::POST, &[("origin", "https://app.test")]));
    }

    #[test]
    fn csrf_1_an_unknown_method_counts_as_unsafe() {
        let method = Method::from_bytes(b"PURGE").unwrap();
        assert!(!passes(method, &[("origin", "https://evil.test")]));
    }
}
