use serde::Serialize;
use serde_json::Value as Json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::Value;

/// The form of an e-mail address, as a regular expression for the API's description.
pub const EMAIL_PATTERN: &str = concat!(
    r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@",
    r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$"
);

/// The form of a phone number: digits, spaces and `()-./`, with a `+` in front or not, and at least one digit.
pub const PHONE_PATTERN: &str = r"^\+?[ ()./-]*[0-9][0-9 ()./-]*$";

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text of `min` to `max` characters.
    Text {
        min: usize,
        max: usize,
    },
    /// An e-mail address, at most 254 characters: see [`EMAIL_PATTERN`].
    Email,
    /// A phone number as people write it, 3 to 32 characters: see [`PHONE_PATTERN`].
    Phone,
    /// One of a few words; the second is the default.
    OneOf(&'static [&'static str], &'static str),
    /// At most 50 labels of 1 to 50 characters; duplicates are dropped.
    Tags,
    Uuid,
    Timestamp,
    /// A whole number from `min` to `max`.
    Integer {
        min: i64,
        max: i64,
    },
}

/// Which way the value of a field goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldAccess {
    ReadWrite,
    /// In answers only: the server gives it its value.
    ReadOnly,
    /// In bodies only, as a secret is: in no answer, filter, sort or export.
    WriteOnly,
}

/// A field of a resource, and the column of the same name.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    pub access: FieldAccess,
    /// Whether a row always has it, and a body that makes one has to say it.
    pub required: bool,
    /// `?name=value` lists the rows that have it.
    pub filterable: bool,
    /// `?sort=name` orders by it. Only required fields can be sorted by.
    pub sortable: bool,
    /// As a client would write it; the API's description and the generated tests use it.
    pub example: &'static str,
}

/// What is wrong with one field of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    pub field: String,
    pub code: &'static str,
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

impl Field {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            access: FieldAccess::ReadWrite,
            required: false,
            filterable: false,
            sortable: false,
            example: "",
        }
    }

    /// Of `min` to `max` characters.
    pub const fn text(name: &'static str, min: usize, max: usize) -> Self {
        Self::new(name, Kind::Text { min, max })
    }

    pub const fn email(name: &'static str) -> Self {
        Self::new(name, Kind::Email)
    }

    pub const fn phone(name: &'static str) -> Self {
        Self::new(name, Kind::Phone)
    }

    pub const fn one_of(name: &'static str, words: &'static [&'static str], default: &'static str) -> Self {
        Self::new(name, Kind::OneOf(words, default)).example(default)
    }

    pub const fn tags(name: &'static str) -> Self {
        Self::new(name, Kind::Tags)
    }

    pub const fn uuid(name: &'static str) -> Self {
        Self::new(name, Kind::Uuid)
    }

    pub const fn timestamp(name: &'static str) -> Self {
        Self::new(name, Kind::Timestamp)
    }

    /// From `min` to `max`, both included.
    pub const fn integer(name: &'static str, min: i64, max: i64) -> Self {
        Self::new(name, Kind::Integer { min, max })
    }

    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    #[must_use]
    pub const fn read_only(self) -> Self {
        Self { access: FieldAccess::ReadOnly, ..self }
    }

    /// Its column has to be one of the `secrets` of `tenancy.protect`, and none that is searched.
    #[must_use]
    pub const fn write_only(self) -> Self {
        Self { access: FieldAccess::WriteOnly, ..self }
    }

    #[must_use]
    pub const fn filterable(self) -> Self {
        Self { filterable: true, ..self }
    }

    #[must_use]
    pub const fn sortable(self) -> Self {
        Self { sortable: true, ..self }
    }

    #[must_use]
    pub const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// Panics, in a `static` at compile time, where its parts contradict each other.
    pub(super) const fn check(&self) {
        let is_listed_by = self.filterable || self.sortable;
        assert!(
            !(is_listed_by && matches!(self.access, FieldAccess::WriteOnly)),
            "a list tells the values of its filters and sorts"
        );
    }

    /// The value of a field that the input leaves out or clears; an error where it can't be left out.
    pub(super) fn absent(&self) -> Result<Value, FieldError> {
        match self.kind {
            _ if self.required => Err(self.error("required", "must be given")),
            Kind::OneOf(_, default) => Ok(Value::Text(default.to_owned())),
            Kind::Tags => Ok(Value::Texts(Vec::new())),
            _ => Ok(Value::Null(self.kind)),
        }
    }

    pub(super) fn read(&self, json: Json) -> Result<Value, FieldError> {
        match (self.kind, json) {
            (_, Json::Null) => self.absent(),
            (Kind::Tags, Json::Array(items)) => self.read_tags(items),
            (Kind::Tags, _) => Err(self.error("type", "must be an array of texts")),
            (Kind::Integer { min, max }, Json::Number(number)) => match number.as_i64() {
                Some(value) if (min..=max).contains(&value) => Ok(Value::Integer(value)),
                _ => Err(self.error("range", format!("must be a whole number from {min} to {max}"))),
            },
            (Kind::Integer { .. }, _) => Err(self.error("type", "must be a whole number")),
            (_, Json::String(text)) => self.read_text(text),
            _ => Err(self.error("type", "must be a text")),
        }
    }

    /// Reads a value from text, as query parameters and CSV carry it.
    pub(super) fn read_text(&self, text: String) -> Result<Value, FieldError> {
        if text.contains('\0') {
            return Err(self.error("characters", "must not contain the character NUL"));
        }
        match self.kind {
            Kind::Text { min, max } => {
                let length = text.chars().count();
                if length < min || length > max {
                    return Err(self.error("length", format!("must have {min} to {max} characters")));
                }
                Ok(Value::Text(text))
            }
            Kind::Email if is_email(&text) => Ok(Value::Text(text)),
            Kind::Email => Err(self.error("email", "must be an e-mail address")),
            Kind::Phone if is_phone(&text) => Ok(Value::Text(text)),
            Kind::Phone => Err(self.error("phone", "must be a phone number")),
            Kind::OneOf(words, _) if words.contains(&text.as_str()) => Ok(Value::Text(text)),
            Kind::OneOf(words, _) => Err(self.error("choice", format!("must be one of {}", words.join(", ")))),
            Kind::Uuid => match Uuid::try_parse(&text) {
                Ok(id) => Ok(Value::Uuid(id)),
                Err(_) => Err(self.error("uuid", "must be a UUID")),
            },
            Kind::Timestamp => match OffsetDateTime::parse(&text, &Rfc3339) {
                Ok(at) if (1..9999).contains(&at.year()) => Ok(Value::Timestamp(at)),
                _ => Err(self.error("timestamp", "must be a time as in RFC 3339")),
            },
            Kind::Integer { .. } => match text.parse::<i64>() {
                Ok(number) => self.read(Json::from(number)),
                Err(_) => Err(self.error("type", "must be a whole number")),
            },
            Kind::Tags => self.read_tags(text.split(',').map(|tag| Json::from(tag.trim())).collect()),
        }
    }

    fn read_tags(&self, items: Vec<Json>) -> Result<Value, FieldError> {
        let mut tags: Vec<String> = Vec::with_capacity(items.len().min(50));
        for item in items {
            match item {
                Json::String(tag) if (1..=50).contains(&tag.chars().count()) && !tag.contains('\0') => {
                    if !tags.contains(&tag) {
                        tags.push(tag);
                    }
                }
                _ => return Err(self.error("tag", "must be an array of texts of 1 to 50 characters")),
            }
            if tags.len() > 50 {
                return Err(self.error("length", "must have at most 50 entries"));
            }
        }
        Ok(Value::Texts(tags))
    }

    fn error(&self, code: &'static str, message: impl Into<String>) -> FieldError {
        FieldError::new(self.name, code, message)
    }
}

/// As browsers check `<input type=email>` (WHATWG HTML, "valid e-mail address"), with a domain of two labels or more.
fn is_email(text: &str) -> bool {
    let is_local = |b: u8| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 254
        && text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && local.bytes().all(is_local) && domain.contains('.') && domain.split('.').all(is_label)
        })
}

fn is_phone(text: &str) -> bool {
    (3..=32).contains(&text.len())
        && text.bytes().any(|b| b.is_ascii_digit())
        && text
            .bytes()
            .enumerate()
            .all(|(at, b)| b.is_ascii_digit() || b" ()-./".contains(&b) || (b == b'+' && at == 0))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn addresses_and_numbers_are_told_from_other_text() {
        for good in ["a@b.co", "Ada.Lovelace+x@mail.example.com"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "@b.co", "a@b", "a@b..co", "a b@c.de", "a@b@c.de", "a@b.co\n", "a@-b.co", "ä@b.co"] {
            assert!(!is_email(bad), "{bad:?}");
        }
        for (text, good) in
            [("+1 (555) 000-0000", true), ("112", true), ("+", false), ("5+5", false), ("call me", false)]
        {
            assert_eq!(is_phone(text), good, "{text}");
        }
    }

    #[test]
    fn a_text_is_measured_in_characters_and_refuses_nul() {
        let name = Field::text("name", 1, 3).required();
        assert!(name.read(json!("äöü")).is_ok());
        assert_eq!(name.read(json!("äöüß")).unwrap_err().code, "length");
        assert_eq!(name.read(json!("a\u{0}b")).unwrap_err().code, "characters");
        assert_eq!(name.read(json!(null)).unwrap_err().code, "required");
        assert_eq!(name.read(json!(7)).unwrap_err().code, "type");
    }

    #[test]
    fn tags_lose_their_duplicates_and_are_bounded() {
        let tags = Field::tags("tags");
        assert_eq!(tags.read(json!(["a", "b", "a"])).unwrap(), Value::Texts(vec!["a".into(), "b".into()]));
        let many: Vec<_> = (0..51).map(|n| n.to_string()).collect();
        assert_eq!(tags.read(json!(many)).unwrap_err().code, "length");
        assert_eq!(tags.read(json!([1])).unwrap_err().code, "tag");
    }

    #[test]
    #[should_panic(expected = "a list tells")]
    fn a_write_only_field_is_no_filter() {
        Field::text("secret", 1, 10).write_only().filterable().check();
    }
}
