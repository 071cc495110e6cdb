use time::{Date, Month};

use super::Target;

/// The form of an e-mail address in ASCII, as a regular expression for the API's description. [`auth::EmailAddress`]
/// decides, and takes addresses beyond ASCII too.
pub const EMAIL_PATTERN: &str = concat!(
    r"^(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@",
    r"((?![Xx][Nn]--)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+",
    r"(?![0-9]+$)(?![Xx][Nn]--)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"
);

/// The form of a phone number: digits, spaces and `()-./`, with a `+` in front or not, and at least one digit.
pub const PHONE_PATTERN: &str = r"^\+?[ ()./-]*[0-9][0-9 ()./-]*$";

/// The form of a phone number that can be dialled (ITU-T E.164), as SMS and voice providers take it.
pub const E164_PATTERN: &str = r"^\+[1-9][0-9]{6,14}$";

/// The form of a URL: `http` or `https`, a host name or an IPv4 address, perhaps a port, and printable ASCII.
pub const URL_PATTERN: &str = r"^https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?([/?#][!-~]*)?$";

/// The most characters of an e-mail address.
pub(super) const MAX_EMAIL: usize = 254;

/// The most characters of a phone number.
pub(super) const MAX_PHONE: usize = 32;

/// The most characters of a URL.
pub const MAX_URL: usize = 2_000;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text of `min` to `max` characters.
    Text {
        min: usize,
        max: usize,
    },
    /// Text of 1 to `max` characters that is encrypted before it is stored, and in no response.
    Secret {
        max: usize,
    },
    /// An e-mail address of at most 254 characters, stored in the form of [`auth::EmailAddress`].
    Email,
    /// A phone number as people write it, 3 to 32 characters: see [`PHONE_PATTERN`].
    Phone,
    /// A phone number that can be dialled: see [`E164_PATTERN`].
    E164,
    /// An e-mail address as [`Kind::Email`], or a phone number as [`Kind::E164`].
    Address,
    /// The id of a thing at Twilio: these two letters and 32 hexadecimal digits
    /// (<https://www.twilio.com/docs/glossary/what-is-a-sid>).
    Sid(&'static str),
    /// An `http` or `https` URL of at most [`MAX_URL`] characters: see [`URL_PATTERN`].
    Url,
    /// One of a few words; the second is the default.
    OneOf(&'static [&'static str], &'static str),
    /// At most 50 labels of 1 to 50 characters; duplicates are dropped.
    Tags,
    /// Ids of at most so many rows; duplicates are dropped.
    Uuids {
        max: usize,
    },
    Uuid,
    /// The id of something live, there for the caller: a row of another resource, or a member.
    Reference(Target),
    Timestamp,
    /// A day, without a time zone.
    Date,
    /// A whole number from `min` to `max`.
    Integer {
        min: i64,
        max: i64,
    },
    /// Exact, with at most `precision` digits, `scale` of them decimals. JSON has it as text, so no client rounds it.
    Decimal {
        precision: u8,
        scale: u8,
    },
    /// True or false; this by default.
    Boolean(bool),
    /// Any JSON of at most so many bytes in its shortest form.
    Json {
        max_bytes: usize,
    },
}

/// The type of a column: several kinds share one, and differ in what they allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// `text`
    Text,
    /// `bytea`
    Bytes,
    /// `text[]`, never null
    Texts,
    /// `uuid`
    Uuid,
    /// `timestamptz`
    Timestamp,
    /// `date`
    Date,
    /// `bigint`
    Integer,
    /// `numeric(precision, scale)`
    Decimal,
    /// `boolean`
    Boolean,
    /// `jsonb`
    Json,
}

impl Kind {
    pub const fn storage(self) -> Storage {
        match self {
            Self::Text { .. }
            | Self::Email
            | Self::Phone
            | Self::E164
            | Self::Address
            | Self::Sid(_)
            | Self::Url
            | Self::OneOf(..) => Storage::Text,
            Self::Secret { .. } => Storage::Bytes,
            Self::Tags | Self::Uuids { .. } => Storage::Texts,
            Self::Uuid | Self::Reference(_) => Storage::Uuid,
            Self::Timestamp => Storage::Timestamp,
            Self::Date => Storage::Date,
            Self::Integer { .. } => Storage::Integer,
            Self::Decimal { .. } => Storage::Decimal,
            Self::Boolean(_) => Storage::Boolean,
            Self::Json { .. } => Storage::Json,
        }
    }

    /// Whether a field that is left out has a value nevertheless.
    pub const fn has_default(self) -> bool {
        matches!(self, Self::OneOf(..) | Self::Tags | Self::Uuids { .. } | Self::Boolean(_))
    }
}

pub(super) fn is_phone(text: &str) -> bool {
    (3..=MAX_PHONE).contains(&text.len())
        && text.bytes().any(|b| b.is_ascii_digit())
        && text
            .bytes()
            .enumerate()
            .all(|(at, b)| b.is_ascii_digit() || b" ()-./".contains(&b) || (b == b'+' && at == 0))
}

pub(super) fn is_e164(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
}

pub(super) fn is_sid(text: &str, letters: &str) -> bool {
    text.strip_prefix(letters).is_some_and(|id| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()))
}

pub(super) fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let is_edge = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    text.len() <= MAX_URL
        && is_edge(host.as_bytes().first())
        && is_edge(host.as_bytes().last())
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
        && (1..=5).contains(&port.len())
        && port.bytes().all(|b| b.is_ascii_digit())
        && path.bytes().all(|b| b.is_ascii_graphic())
}

/// Reads `2026-01-31`, of the years 1 to 9999.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let is_well_formed = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u16>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()?;
    (is_well_formed && year > 0).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_other_text() {
        for (text, good) in
            [("+1 (555) 000-0000", true), ("112", true), ("+", false), ("5+5", false), ("call me", false)]
        {
            assert_eq!(is_phone(text), good, "{text}");
        }
        for (text, good) in [
            ("+442079460000", true),
            ("+1234567", true),
            ("+123456789012345", true),
            ("+123456", false),
            ("+1234567890123456", false),
            ("+0442079460000", false),
            ("442079460000", false),
            ("+44 2079460000", false),
            ("+44207946000a", false),
            ("", false),
        ] {
            assert_eq!(is_e164(text), good, "{text}");
        }
        let id = "0123456789abcdefABCDEF0123456789";
        for (text, good) in [
            (format!("AC{id}"), true),
            (format!("CA{id}"), false),
            (format!("AC{id}0"), false),
            (format!("AC{}", &id[1..]), false),
            (format!("AC/{}", &id[1..]), false),
            (id.to_owned(), false),
        ] {
            assert_eq!(is_sid(&text, "AC"), good, "{text}");
        }
    }

    #[test]
    fn urls_and_days_are_told_from_other_text() {
        for good in
            ["http://a", "https://example.com", "https://example.com:8443/a?b=c#d", "https://192.0.2.1/", "http://a?b"]
        {
            assert!(is_url(good), "{good}");
        }
        let long = format!("https://a/{}", "x".repeat(MAX_URL));
        for bad in [
            "",
            "https://",
            "ftp://a",
            "javascript:alert(1)",
            "https://user@a/",
            "https://a b",
            "https://a/ b",
            "https://-a",
            "https://a.",
            "https://a:",
            "https://a:123456",
            "https://a:x",
            "https://ä",
            "HTTPS://a",
            "https:///a",
            "https://a/\n",
            &long,
        ] {
            assert!(!is_url(bad), "{bad:?}");
        }
        for (text, good) in [
            ("2026-01-31", true),
            ("2024-02-29", true),
            ("2026-02-29", false),
            ("2026-1-31", false),
            ("0000-01-01", false),
            ("+026-01-01", false),
            ("2026-01-31T00:00:00Z", false),
            ("2026/01/31", false),
            ("20260-1-31", false),
            ("", false),
        ] {
            assert_eq!(parse_date(text).is_some(), good, "{text}");
        }
    }
}
