use std::time::Duration;

use hyper::header::{HeaderMap, RETRY_AFTER};
use time::OffsetDateTime;

/// The statuses by which a receiver says that it has too much to do.
const THROTTLING: [u16; 4] = [429, 502, 503, 504];

const LONGEST: Duration = Duration::from_hours(24);

/// What a throttling response asks to wait (RFC 9110, 10.2.3): seconds, or until a date. `None` where that is nothing or
/// can't be read.
pub(crate) fn retry_after(status: u16, headers: &HeaderMap, now: OffsetDateTime) -> Option<Duration> {
    if !THROTTLING.contains(&status) {
        return None;
    }
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let asked = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that is too large is a long time all the same.
        Duration::from_secs(text.parse().unwrap_or(u64::MAX))
    } else {
        let until = OffsetDateTime::from(httpdate::parse_http_date(text).ok()?);
        Duration::try_from(until - now).ok()?
    };
    Some(asked.min(LONGEST)).filter(|asked| !asked.is_zero())
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(1994-11-06 08:49:00 UTC);

    fn asked(status: u16, value: &str) -> Option<Duration> {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_str(value).unwrap())]);
        retry_after(status, &headers, NOW)
    }

    #[test]
    fn seconds_and_each_form_of_a_date_are_read() {
        for (value, seconds) in [
            ("120", 120),
            (" 007 ", 7),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 37),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 37),
            ("Sun Nov  6 08:49:37 1994", 37),
        ] {
            assert_eq!(asked(429, value), Some(Duration::from_secs(seconds)), "{value}");
        }
    }

    #[test]
    fn a_receiver_delays_by_a_day_at_most() {
        for value in ["86400", "86401", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
            assert_eq!(asked(503, value), Some(LONGEST), "{value}");
        }
        assert_eq!(asked(503, "86399"), Some(Duration::from_secs(86_399)));
    }

    #[test]
    fn what_asks_for_no_delay_is_none() {
        for value in [
            "0",
            "",
            "-1",
            "+5",
            "1.5",
            "soon",
            "5 s",
            "Sun, 06 Nov 1994 08:49:00 GMT",
            "Sun, 06 Nov 1994 08:48:59 GMT",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "1994-11-06T08:49:37Z",
        ] {
            assert_eq!(asked(429, value), None, "{value}");
        }
        assert_eq!(retry_after(429, &HeaderMap::new(), NOW), None);
        let binary = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_bytes(b"\xff").unwrap())]);
        assert_eq!(retry_after(429, &binary, NOW), None);
    }

    #[test]
    fn only_statuses_that_throttle_delay() {
        for status in 100..600 {
            assert_eq!(asked(status, "60").is_some(), [429, 502, 503, 504].contains(&status), "{status}");
        }
    }
}
