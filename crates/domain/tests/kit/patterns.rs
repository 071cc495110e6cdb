//! The patterns of the API's description say the same as the code that decides.

use domain::kit::{self, E164_PATTERN, EMAIL_PATTERN, Field, MAX_URL, PHONE_PATTERN, Resource, URL_PATTERN};
use serde_json::json;
use tenancy::testing::TestDb;

use crate::object;

static TEXTS: Resource = Resource::new("text", "texts", "app.texts").fields(&[
    Field::email("email"),
    Field::phone("phone"),
    Field::e164("number"),
    Field::url("website"),
]);

/// Pieces that addresses, numbers and URLs are made of, and that disturb them.
const PIECES: [&str; 40] = [
    "a",
    "Z",
    "0",
    "7",
    "42",
    "+",
    "-",
    ".",
    "..",
    "@",
    "/",
    "?",
    "#",
    ":",
    " ",
    "(",
    ")",
    "_",
    "~",
    "é",
    "x1-y",
    "-x",
    "x-",
    "\n",
    "\t",
    "http://",
    "https://",
    "HTTPS://",
    "ftp://",
    "example.com",
    "mail.example.co.uk",
    "localhost",
    ":80",
    ":123456",
    "user@",
    "%20",
    "'",
    "+4420",
    "79460000",
    "12345678901234567890123456789012345678901234567890123456789012345",
];

/// What the fields take, to be spoilt.
const GOOD: [&str; 8] = [
    "Ada.Lovelace+x@mail.example.com",
    "a@b.co",
    "+1 (555) 000-0000",
    "112",
    "+442079460000",
    "+1234567",
    "https://example.com:8443/a?b=c#d",
    "http://192.0.2.1",
];

/// Texts of up to eight pieces, and good ones with a piece at up to two places. A fixed sequence, so that a failure
/// comes again.
fn texts() -> Vec<String> {
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut texts = Vec::new();
    for _ in 0..20_000 {
        texts.push((0..next(9)).map(|_| PIECES[next(PIECES.len())]).collect());
        let mut spoilt = GOOD[next(GOOD.len())].to_owned();
        for _ in 0..next(3) {
            let at = (0..=next(spoilt.len() + 1)).rev().find(|at| spoilt.is_char_boundary(*at)).unwrap();
            spoilt.insert_str(at, PIECES[next(PIECES.len())]);
        }
        texts.push(spoilt);
    }
    texts.extend(["https://a/", "a@b.co", "+1234567"].map(|start| format!("{start}{}", "x".repeat(MAX_URL))));
    texts
}

#[tokio::test]
async fn a_text_fits_the_pattern_exactly_where_the_field_takes_it() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let texts = texts();
    // White space around a value is no part of it; the length is that of what was sent.
    let seen: Vec<_> = texts.iter().map(|text| text.trim()).collect();
    for (field, pattern, length) in [
        ("email", EMAIL_PATTERN, 0..=254),
        ("phone", PHONE_PATTERN, 3..=32),
        ("number", E164_PATTERN, 0..=usize::MAX),
        ("website", URL_PATTERN, 0..=MAX_URL),
    ] {
        let fits: Vec<bool> =
            sqlx::query_scalar("select text ~ $2 from unnest($1::text[]) with ordinality t (text, at) order by at")
                .bind(&seen)
                .bind(pattern)
                .fetch_all(&mut superuser)
                .await
                .unwrap();
        let mut accepted = 0;
        for ((text, seen), fits) in texts.iter().zip(&seen).zip(fits) {
            let takes = kit::parse_merge(&TEXTS, object(json!({field: text}))).is_ok();
            let has_length = length.contains(&seen.chars().count()) && text.chars().count() <= *length.end();
            // The pattern is of addresses in ASCII.
            if field != "email" || text.is_ascii() || fits {
                assert_eq!(takes, fits && has_length, "{field}: {text:?}");
            }
            accepted += usize::from(takes);
        }
        assert!(accepted > 500, "{field} takes {accepted} of them");
    }
}
