//! The raw guard: cookie names that would become ours only on the way to the session.
//!
//! actix decodes and trims cookie names, so a sibling subdomain can plant `__Host%2Dsession`, or the name behind
//! U+2000, past the browser's own protection of the `__Host-` prefix. Here the bytes are read as they came.

use actix_web::http::header::{COOKIE, HeaderMap, HeaderValue};

use crate::error::Error;

/// The names of the cookies that authenticate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieNames {
    /// Under https, `__Host-session` and `__Host-device`. A plain `session` is another application's.
    Https,
    /// On a plain-http loopback, `session` and `device`.
    Http,
}

impl CookieNames {
    /// The cookie of the session, and that of the device.
    fn ours(self) -> [&'static [u8]; 2] {
        match self {
            Self::Https => [b"__Host-session", b"__Host-device"],
            Self::Http => [b"session", b"device"],
        }
    }

    /// Refuses a request with one of our cookies twice or in disguise. Returns whether it has a session cookie.
    pub fn check(self, headers: &HeaderMap) -> Result<bool, Error> {
        let ours = self.ours();
        let mut seen = [false; 2];
        for name in pairs(headers).map(name) {
            if let Some(index) = ours.iter().position(|ours| *ours == name) {
                if std::mem::replace(&mut seen[index], true) {
                    return Err(refusal("A session cookie stands twice."));
                }
            } else if is_disguised(name, ours) {
                return Err(refusal("A cookie is disguised as a session cookie."));
            }
        }
        Ok(seen[0])
    }

    /// Leaves our cookies alone in the head, of a request that was checked. Cookies of other applications may be of a
    /// form that actix refuses together with ours.
    pub fn drop_others(self, headers: &mut HeaderMap) {
        let ours = self.ours();
        if pairs(headers).all(|pair| ours.contains(&name(pair))) {
            return;
        }
        let kept: Vec<_> = pairs(headers).filter(|pair| ours.contains(&name(pair))).collect();
        match HeaderValue::from_bytes(&kept.join(&b"; "[..])) {
            Ok(kept) if !kept.is_empty() => drop(headers.insert(COOKIE, kept)),
            _ => drop(headers.remove(COOKIE)),
        }
    }
}

/// The cookies as they came, `name=value`.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = &[u8]> {
    let lines = headers.get_all(COOKIE);
    let pairs = lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b';'));
    pairs.map(|pair| pair.strip_prefix(b" ").unwrap_or(pair))
}

fn name(pair: &[u8]) -> &[u8] {
    pair.split(|byte| *byte == b'=').next().unwrap_or_default()
}

fn refusal(detail: &'static str) -> Error {
    Error::BadRequest { code: "cookie_refused", detail: detail.into() }
}

/// Reports whether a name is ours after percent-decoding and trimming, in any order and number.
fn is_disguised(name: &[u8], ours: [&[u8]; 2]) -> bool {
    let plain = |byte: &u8| byte.is_ascii_graphic();
    if !name.contains(&b'%') && name.first().is_none_or(plain) && name.last().is_none_or(plain) {
        return false;
    }
    let mut name = name.to_vec();
    loop {
        let decoded = trim(&percent_decode(&name)).to_vec();
        if decoded == name {
            return ours.contains(&name.as_slice());
        }
        name = decoded;
    }
}

/// Cuts whatever isn't visible ASCII from both ends; every Unicode space and control character is such.
fn trim(name: &[u8]) -> &[u8] {
    let start = name.iter().position(u8::is_ascii_graphic).unwrap_or(name.len());
    let end = name.iter().rposition(u8::is_ascii_graphic).map_or(start, |last| last + 1);
    &name[start..end]
}

fn percent_decode(name: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((&byte, tail)) = rest.split_first() {
        let digits = tail.first_chunk::<2>().filter(|_| byte == b'%');
        let value = digits.and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok());
        decoded.push(value.unwrap_or(byte));
        rest = if value.is_some() { &tail[2..] } else { tail };
    }
    decoded
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    use CookieNames::{Http, Https};

    fn headers(lines: &[&[u8]]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(COOKIE, HeaderValue::from_bytes(line).unwrap());
        }
        headers
    }

    fn verdict(names: CookieNames, lines: &[&[u8]]) -> Result<bool, Error> {
        names.check(&headers(lines))
    }

    #[test]
    fn ses_2_a_name_that_is_ours_only_after_decoding_or_trimming_is_refused() {
        let of_https: [&[u8]; 6] = [
            b"%5F%5FHost-session=x",
            b"__Host%2Dsession=x",
            b"__Host%2dsession=x",
            b"__Host%252Dsession=x",
            "\u{2000}__Host-session=x".as_bytes(),
            "\u{a0}__Host-session=x".as_bytes(),
        ];
        let of_http: [&[u8]; 7] = [
            b"sess%69on=x",
            b"session%20=x",
            b"session =x",
            b"  session=x",
            b"\tsession=x",
            "%E2%80%80session=x".as_bytes(),
            b"\xa0device=x",
        ];
        let disguises = of_https.map(|disguise| (Https, Http, disguise)).into_iter();
        for (names, other, disguise) in disguises.chain(of_http.map(|disguise| (Http, Https, disguise))) {
            let second = [b"a=b; ", disguise].concat();
            for line in [disguise, &second] {
                assert!(verdict(names, &[line]).is_err(), "{}", line.escape_ascii());
                assert!(matches!(verdict(other, &[line]), Ok(false)), "{}", line.escape_ascii());
            }
        }
    }

    #[test]
    fn ses_2_a_name_of_ours_that_stands_twice_is_refused() {
        assert!(verdict(Http, &[b"session=a; session=b"]).is_err());
        assert!(verdict(Http, &[b"session=a;session=a"]).is_err());
        assert!(verdict(Http, &[b"session=a; x=y; session"]).is_err());
        assert!(verdict(Https, &[b"__Host-session=a", b"__Host-session=b"]).is_err());
        assert!(verdict(Https, &[b"__Host-device=a; __Host-device=b"]).is_err());
    }

    #[test]
    fn cookies_of_others_and_ours_once_pass() {
        assert!(!verdict(Https, &[]).unwrap());
        assert!(verdict(Https, &[b"__Host-session=a; session=b; device=c; theme=50%25; session_hint=1"]).unwrap());
        assert!(verdict(Https, &[b"x=1; __Host-session=a"]).unwrap() && verdict(Http, &[b"session=a"]).unwrap());
        assert!(!verdict(Https, &[b"device=c; __Host-device=d; theme=50%25; session_hint=1"]).unwrap());
        assert!(verdict(Https, &[b"%zz=1; a%=2; %=3; =4; ;"]).is_ok());
        assert!(verdict(Https, &["\u{2000}other=x".as_bytes(), b"other=1; other=2"]).is_ok());
    }

    #[test]
    fn a_name_that_is_ours_under_the_other_scheme_authenticates_nothing() {
        let of_another = b"session=a; session=b; device=c; device=d; sess%69on=e; __Host-session=ours";
        assert!(verdict(Https, &[of_another]).unwrap());
        assert!(!verdict(Https, &[b"session=a"]).unwrap());
        assert!(verdict(Http, &[b"__Host-session=a; __Host-session=b; session=ours"]).unwrap());
        assert!(!verdict(Http, &[b"__Host-session=a"]).unwrap());
    }

    #[test]
    fn cookies_of_others_are_dropped_whatever_their_form() {
        let left = |lines: &[&[u8]]| {
            let mut headers = headers(lines);
            Https.drop_others(&mut headers);
            headers.get_all(COOKIE).map(|line| line.as_bytes().to_vec()).collect::<Vec<_>>()
        };
        let ours: &[u8] = b"__Host-session=a=b; __Host-device=c";
        assert_eq!(left(&[ours]), [ours]);
        for others in [&b"nameless"[..], b"=x", b"session=\xff", b"%zz=%ff", b""] {
            assert_eq!(left(&[others]), Vec::<Vec<u8>>::new(), "{}", others.escape_ascii());
            assert_eq!(left(&[others, ours]), [ours], "{}", others.escape_ascii());
            assert_eq!(
                left(&[&[b"__Host-session=a;", others, b"; __Host-device=c"].concat()]),
                [b"__Host-session=a; __Host-device=c"],
                "{}",
                others.escape_ascii()
            );
        }
    }
}
