//! How the value of a field is read, from JSON and from text.

use auth::EmailAddress;
use base::{is_invisible, visible};
use serde_json::Value as Json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::kind::{MAX_EMAIL, MAX_PHONE, MAX_URL, is_e164, is_phone, is_sid, is_url, parse_date};
use super::{Decimal, Field, FieldError, Kind, Storage, Value};

impl Field {
    /// The value of a field that the input leaves out or clears; an error where it can't be left out.
    pub(super) fn absent(&self) -> Result<Value, FieldError> {
        match self.kind {
            _ if self.required => Err(self.error("required", "must be given")),
            Kind::OneOf(_, default) => Ok(Value::Text(default.to_owned())),
            Kind::Tags | Kind::Uuids { .. } => Ok(Value::Texts(Vec::new())),
            Kind::Boolean(default) => Ok(Value::Boolean(default)),
            kind => Ok(Value::Null(kind.storage())),
        }
    }

    pub(super) fn read(&self, json: Json) -> Result<Value, FieldError> {
        match (self.kind.storage(), json) {
            (_, Json::Null) => self.absent(),
            (Storage::Json, json) => self.read_json(json),
            (Storage::Texts, Json::Array(items)) => self.read_items(items),
            (Storage::Texts, _) => Err(self.error("type", "must be an array of texts")),
            (Storage::Integer, Json::Number(number)) => self.read_integer(number.as_i64()),
            (Storage::Integer, _) => Err(self.error("type", "must be a whole number")),
            (Storage::Boolean, Json::Bool(value)) => Ok(Value::Boolean(value)),
            (Storage::Boolean, _) => Err(self.error("type", "must be true or false")),
            (_, Json::String(text)) => self.read_string(&text),
            _ => Err(self.error("type", "must be a text")),
        }
    }

    /// Reads a text of a body, of which the API's description bounds the length as it was sent.
    fn read_string(&self, text: &str) -> Result<Value, FieldError> {
        let most = match self.kind {
            Kind::Text { max, .. } => max,
            Kind::Email | Kind::Address => MAX_EMAIL,
            Kind::Phone => MAX_PHONE,
            Kind::Url => MAX_URL,
            _ => usize::MAX,
        };
        if text.chars().count() > most {
            return Err(self.error("length", format!("must have at most {most} characters")));
        }
        self.read_text(text)
    }

    /// Reads a value from text, as query parameters and CSV carry it. White space and invisible characters around it
    /// don't count, except in a secret.
    pub(super) fn read_text(&self, text: &str) -> Result<Value, FieldError> {
        if text.contains('\0') {
            return Err(self.error("characters", "must not contain the character NUL"));
        }
        match self.kind {
            Kind::Text { min, max } => return self.read_visible(text, min, max),
            Kind::Secret { max } => return self.read_length(text, 1, max),
            _ => {}
        }
        let text = text.trim_matches(is_invisible);
        let owned = || Value::Text(text.to_owned());
        match self.kind {
            Kind::Text { .. } | Kind::Secret { .. } => Ok(owned()),
            Kind::Email => match EmailAddress::parse(text) {
                Ok(address) => Ok(Value::Text(address.into())),
                Err(_) => Err(self.error("email", "must be an e-mail address")),
            },
            Kind::Phone => self.accept(is_phone(text), owned(), "phone", "must be a phone number"),
            Kind::E164 => self.accept(is_e164(text), owned(), "phone", "must be a phone number as +442079460000"),
            Kind::Address if text.starts_with('+') => self.accept(
                is_e164(text),
                owned(),
                "address",
                "must be an e-mail address or a phone number as +442079460000",
            ),
            Kind::Address => match EmailAddress::parse(text) {
                Ok(address) => Ok(Value::Text(address.into())),
                Err(_) => Err(self.error("address", "must be an e-mail address or a phone number as +442079460000")),
            },
            Kind::Sid(letters) => {
                let message = format!("must be {letters} and 32 hexadecimal digits");
                if is_sid(text, letters) { Ok(owned()) } else { Err(self.error("sid", message)) }
            }
            Kind::Url => self.accept(is_url(text), owned(), "url", "must be a URL with http or https"),
            Kind::OneOf(words, _) if words.contains(&text) => Ok(owned()),
            Kind::OneOf(words, _) => Err(self.error("choice", format!("must be one of {}", words.join(", ")))),
            Kind::Uuid | Kind::Reference(_) => match Uuid::try_parse(text) {
                Ok(id) => Ok(Value::Uuid(id)),
                Err(_) => Err(self.error("uuid", "must be a UUID")),
            },
            Kind::Timestamp => match OffsetDateTime::parse(text, &Rfc3339) {
                Ok(at) if (1..9999).contains(&at.year()) => Ok(Value::Timestamp(at)),
                _ => Err(self.error("timestamp", "must be a time as in RFC 3339")),
            },
            Kind::Date => match parse_date(text) {
                Some(date) => Ok(Value::Date(date)),
                None => Err(self.error("date", "must be a day as 2026-01-31")),
            },
            Kind::Integer { .. } => match text.parse::<i64>() {
                Ok(number) => self.read_integer(Some(number)),
                Err(_) => Err(self.error("type", "must be a whole number")),
            },
            Kind::Decimal { precision, scale } => {
                let number = Decimal::parse(text, precision, scale).map(Value::Decimal);
                let whole = precision - scale;
                number.ok_or_else(|| {
                    self.error("decimal", format!("must be a number with at most {whole} digits and {scale} decimals"))
                })
            }
            Kind::Boolean(_) => match text {
                "true" => Ok(Value::Boolean(true)),
                "false" => Ok(Value::Boolean(false)),
                _ => Err(self.error("type", "must be true or false")),
            },
            Kind::Tags | Kind::Uuids { .. } => {
                let items = text.split(',').map(visible).filter(|item| !item.is_empty());
                self.read_items(items.map(Json::from).collect())
            }
            Kind::Json { .. } => match base::json::parse(text.as_bytes()) {
                Ok(json) => self.read(json),
                Err(_) => Err(self.error("json", "must be JSON")),
            },
        }
    }

    fn read_visible(&self, text: &str, min: usize, max: usize) -> Result<Value, FieldError> {
        let seen = visible(text);
        if seen.is_empty() && !text.is_empty() {
            return Err(self.error("blank", "must have a character that can be seen"));
        }
        self.read_length(seen, min, max)
    }

    fn read_length(&self, text: &str, min: usize, max: usize) -> Result<Value, FieldError> {
        let length = text.chars().count();
        if length < min || length > max {
            return Err(self.error("length", format!("must have {min} to {max} characters")));
        }
        Ok(Value::Text(text.to_owned()))
    }

    fn accept(
        &self,
        is_good: bool,
        value: Value,
        code: &'static str,
        message: &'static str,
    ) -> Result<Value, FieldError> {
        if is_good { Ok(value) } else { Err(self.error(code, message)) }
    }

    fn read_integer(&self, number: Option<i64>) -> Result<Value, FieldError> {
        let Kind::Integer { min, max } = self.kind else { return Err(self.error("type", "must be a text")) };
        match number {
            Some(value) if (min..=max).contains(&value) => Ok(Value::Integer(value)),
            _ => Err(self.error("range", format!("must be a whole number from {min} to {max}"))),
        }
    }

    fn read_json(&self, json: Json) -> Result<Value, FieldError> {
        let Kind::Json { max_bytes } = self.kind else { return Err(self.error("type", "must be a text")) };
        if json.to_string().len() > max_bytes {
            return Err(self.error("length", format!("must have at most {max_bytes} bytes")));
        }
        if has_nul(&json) {
            return Err(self.error("characters", "must not contain the character NUL"));
        }
        Ok(Value::Json(json))
    }

    fn read_items(&self, items: Vec<Json>) -> Result<Value, FieldError> {
        let Kind::Uuids { max } = self.kind else { return self.read_tags(items) };
        let mut ids: Vec<String> = Vec::with_capacity(items.len().min(max));
        for item in items {
            let id = item.as_str().and_then(|text| Uuid::try_parse(text.trim_matches(is_invisible)).ok());
            let id = id.ok_or_else(|| self.error("uuid", "must be an array of UUIDs"))?.to_string();
            if !ids.contains(&id) {
                ids.push(id);
            }
            if ids.len() > max {
                return Err(self.error("length", format!("must have at most {max} entries")));
            }
        }
        Ok(Value::Texts(ids))
    }

    fn read_tags(&self, items: Vec<Json>) -> Result<Value, FieldError> {
        let mut tags: Vec<String> = Vec::with_capacity(items.len().min(50));
        for item in items {
            match item {
                Json::String(tag) if tag.chars().count() <= 50 && !tag.contains('\0') && !visible(&tag).is_empty() => {
                    let tag = visible(&tag);
                    if !tags.iter().any(|known| known == tag) {
                        tags.push(tag.to_owned());
                    }
                }
                _ => {
                    let message = "must be an array of texts of 1 to 50 characters, one of them visible";
                    return Err(self.error("tag", message));
                }
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

/// Whether a text of the JSON has the character NUL, which Postgres does not store.
pub fn has_nul(json: &Json) -> bool {
    match json {
        Json::String(text) => text.contains('\0'),
        Json::Array(items) => items.iter().any(has_nul),
        Json::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
    fn what_is_not_seen_around_a_value_is_no_part_of_it() {
        let around = |value: &str| format!("\u{feff} \u{a0}{value}\u{200b}\u{2060}\n");
        for (field, value, read) in [
            (Field::text("name", 1, 20), "Ada", "Ada"),
            (Field::email("email"), "ada@example.com", "ada@example.com"),
            (Field::phone("phone"), "+1 555 000", "+1 555 000"),
            (Field::e164("number"), "+442079460000", "+442079460000"),
            (Field::address("address"), "+442079460000", "+442079460000"),
            (Field::address("address"), "Ada@Example.com", "ada@example.com"),
            (Field::url("website"), "https://a/", "https://a/"),
            (Field::one_of("status", &["new", "won"], "new"), "won", "won"),
        ] {
            assert_eq!(field.read(json!(around(value))).unwrap(), Value::Text(read.to_owned()), "{}", field.name);
            assert_eq!(field.read_text(&around(value)).unwrap(), Value::Text(read.to_owned()), "{}", field.name);
        }
        for (field, value) in [
            (Field::uuid("id"), "0197a3c2-7d50-7000-8000-000000000001"),
            (Field::timestamp("at"), "2026-01-31T09:30:00Z"),
            (Field::date("day"), "2026-01-31"),
            (Field::integer("count", 0, 9), "7"),
            (Field::decimal("rate", 5, 2), "1.5"),
            (Field::boolean("active", true), "false"),
            (Field::json("meta", 100), "{\"a\": 1}"),
        ] {
            assert_eq!(field.read_text(&around(value)), field.read_text(value), "{}", field.name);
            assert!(field.read_text(value).is_ok(), "{}", field.name);
        }
        let tags = Value::Texts(vec!["a".into(), "b c".into()]);
        assert_eq!(Field::tags("tags").read(json!([" a", "a\u{200b}", "b c\n"])).unwrap(), tags);
        assert_eq!(Field::tags("tags").read_text("a , b c,, ").unwrap(), tags);
    }

    #[test]
    fn a_text_without_a_visible_character_is_refused() {
        for blank in [" ", "\t\n", "\u{a0}", "\u{200b}\u{200d}", "\u{feff}", "\u{3164}", "\u{fe0f}", "\u{e0020}"] {
            for field in [Field::text("name", 1, 20).required(), Field::text("notes", 1, 20)] {
                let refused = field.read(json!(blank)).unwrap_err();
                assert_eq!((refused.field.as_str(), refused.code), (field.name, "blank"), "{blank:?}");
            }
            assert_eq!(Field::tags("tags").read(json!(["a", blank])).unwrap_err().code, "tag", "{blank:?}");
        }
    }

    #[test]
    fn an_address_is_read_as_at_registration() {
        let email = Field::email("email");
        for (text, canonical) in [
            ("info@müller.de", "info@xn--mller-kva.de"),
            ("Ada.Lovelace@Example.COM", "ada.lovelace@example.com"),
            ("jörg@example.com", "jörg@example.com"),
        ] {
            assert_eq!(email.read(json!(text)).unwrap(), Value::Text(canonical.to_owned()), "{text}");
        }
        for text in [".a@b.co", "a@b.12", "a\u{200b}b@example.com", "p\u{430}ul@example.com", "a@b"] {
            assert_eq!(email.read(json!(text)).unwrap_err().code, "email", "{text:?}");
        }
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
    fn ids_lose_their_duplicates_and_are_bounded() {
        let users = Field::uuids("users", 2);
        let id = |n: u128| Uuid::from_u128(n).to_string();
        let twice = json!([id(0xA), id(0xA).to_uppercase(), id(0xB)]);
        assert_eq!(users.read(twice).unwrap(), Value::Texts(vec![id(0xA), id(0xB)]));
        assert_eq!(users.read(json!([id(1), id(2), id(3)])).unwrap_err().code, "length");
        for wrong in [json!(["x"]), json!([1]), json!([null])] {
            assert_eq!(users.read(wrong).unwrap_err().code, "uuid");
        }
        assert_eq!(users.read(json!("x")).unwrap_err().code, "type");
        assert_eq!(users.required().read(json!(null)).unwrap_err().code, "required");
    }

    #[test]
    fn each_kind_refuses_what_is_none_of_it() {
        for (field, json, code) in [
            (Field::boolean("active", true), json!("true"), "type"),
            (Field::boolean("active", true), json!(1), "type"),
            (Field::date("day"), json!("2026-02-30"), "date"),
            (Field::date("day"), json!(20_260_101), "type"),
            (Field::decimal("rate", 5, 2), json!("1000"), "decimal"),
            (Field::decimal("rate", 5, 2), json!(1.5), "type"),
            (Field::url("website"), json!("javascript:alert(1)"), "url"),
            (Field::e164("number"), json!("112"), "phone"),
            (Field::address("address"), json!("112"), "address"),
            (Field::address("address"), json!("+112"), "address"),
            (Field::address("address"), json!("ada@"), "address"),
            (Field::sid("account_sid", "AC"), json!("AC../Calls"), "sid"),
            (Field::integer("count", 0, 9), json!(10), "range"),
            (Field::integer("count", 0, 9), json!(1.5), "range"),
            (Field::json("meta", 10), json!("123456789"), "length"),
            (Field::json("meta", 100), json!([{"a": "\0"}]), "characters"),
            (Field::json("meta", 100), json!({"\0": 1}), "characters"),
        ] {
            assert_eq!(field.read(json.clone()).unwrap_err().code, code, "{json}");
        }
        assert_eq!(Field::boolean("active", true).read_text("yes").unwrap_err().code, "type");
        assert_eq!(Field::json("meta", 100).read_text("{").unwrap_err().code, "json");
    }

    #[test]
    fn a_value_that_is_left_out_is_the_default_of_its_kind() {
        assert_eq!(Field::boolean("active", true).absent().unwrap(), Value::Boolean(true));
        assert_eq!(Field::boolean("active", true).required().absent().unwrap_err().code, "required");
        assert_eq!(Field::json("meta", 100).read(json!(null)).unwrap(), Value::Null(Storage::Json));
        assert_eq!(Field::e164("number").absent().unwrap(), Value::Null(Storage::Text));
    }
}
