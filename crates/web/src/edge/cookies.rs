//! The raw guard: cookie names that would become ours only on the way to the session.
//!
//! actix decodes and trims cookie names, so a sibling subdomain can plant `__Host%2Dsession`, or the name behind
//! U+2000, past the browser's own protection of the `__Host-` prefix. Here the bytes are read as they came.

use actix_web::http::header::{COOKIE, HeaderMap};

use crate::error::Error;

/// The names that authenticate, each in its https and its plain-http form.
const OURS: [&[u8]; 4] = [b"__Host-session", b"session", b"__Host-device", b"device"];

/// Refuses a request with one of our cookies twice or in disguise. Returns whether it has a session cookie.
pub fn check(headers: &HeaderMap) -> Result<bool, Error> {
    let mut seen = [false; OURS.len()];
    for line in headers.get_all(COOKIE) {
        for pair in line.as_bytes().split(|byte| *byte == b';') {
            let pair = pair.strip_prefix(b" ").unwrap_or(pair);
            let name = pair.split(|byte| *byte == b'=').next().unwrap_or_default();
            if let Some(index) = OURS.iter().position(|ours| *ours == name) {
                if std::mem::replace(&mut seen[index], true) {
                    return Err(refusal("A session cookie stands twice."));
                }
            } else if is_disguised(name) {
                return Err(refusal("A cookie is disguised as a session cookie."));
            }
        }
    }
    Ok(seen[0] || seen[1])
}

fn refusal(detail: &'static str) -> Error {
    Error::BadRequest { code: "cookie_refused", detail: detail.into() }
}

/// Reports whether a name is ours after percent-decoding and trimming, in any order and number.
fn is_disguised(name: &[u8]) -> bool {
    let plain = |byte: &u8| byte.is_ascii_graphic();
    if !name.contains(&b'%') && name.first().is_none_or(plain) && name.last().is_none_or(plain) {
        return false;
    }
    let mut name = name.to_vec();
    loop {
        let decoded = trim(&percent_decode(&name)).to_vec();
        if decoded == name {
            return OURS.contains(&name.as_slice());
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

    fn verdict(lines: &[&[u8]]) -> Result<bool, Error> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(COOKIE, HeaderValue::from_bytes(line).unwrap());
        }
        check(&headers)
    }

    #[test]
    fn ses_2_a_name_that_is_ours_only_after_decoding_or_trimming_is_refused() {
        let disguises: [&[u8]; 13] = [
            b"%5F%5FHost-session=x",
            b"__Host%2Dsession=x",
            b"__Host%2dsession=x",
            b"__Host%252Dsession=x",
            b"sess%69on=x",
            b"session%20=x",
            b"session =x",
            b"  session=x",
            b"\tsession=x",
            "\u{2000}__Host-session=x".as_bytes(),
            "\u{a0}__Host-session=x".as_bytes(),
            "%E2%80%80session=x".as_bytes(),
            b"\xa0device=x",
        ];
        for disguise in disguises {
            assert!(verdict(&[disguise]).is_err(), "{}", disguise.escape_ascii());
            let second = [b"a=b; ", disguise].concat();
            assert!(verdict(&[&second]).is_err(), "{}", second.escape_ascii());
        }
    }

    #[test]
    fn ses_2_a_name_of_ours_that_stands_twice_is_refused() {
        assert!(verdict(&[b"session=a; session=b"]).is_err());
        assert!(verdict(&[b"session=a;session=a"]).is_err());
        assert!(verdict(&[b"__Host-session=a", b"__Host-session=b"]).is_err());
        assert!(verdict(&[b"session=a; x=y; session"]).is_err());
    }

    #[test]
    fn cookies_of_others_and_ours_once_pass() {
        assert!(verdict(&[]).is_ok());
        assert!(verdict(&[b"__Host-session=a; session=b; device=c; theme=50%25; session_hint=1"]).is_ok());
        assert!(verdict(&[b"x=1; __Host-session=a"]).unwrap() && verdict(&[b"session=a"]).unwrap());
        assert!(!verdict(&[b"device=c; __Host-device=d; theme=50%25; session_hint=1"]).unwrap());
        assert!(verdict(&[b"%zz=1; a%=2; %=3; =4; ;"]).is_ok());
        assert!(verdict(&["\u{2000}other=x".as_bytes(), b"other=1; other=2"]).is_ok());
    }
}
