//! How a file is read, and what becomes of its rows.

use std::time::Duration;

use base::visible;
use encoding_rs::{Encoding, UTF_8, X_USER_DEFINED};
use serde_json::Value as Json;
use unicode_normalization::UnicodeNormalization;

use super::Resource;
use crate::kit::{Field, FieldError, Kind};

/// What is stored of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The good rows, and the report names the wrong ones: `?mode=valid`.
    #[default]
    Valid,
    /// All rows or none: `?mode=all`.
    All,
    /// Nothing. The report says what [`Mode::Valid`] would do: `?mode=check`.
    Check,
}

impl Mode {
    pub const NAMES: [&str; 3] = ["valid", "all", "check"];

    /// Reads the value of `mode`; `None` for a word that is none.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "valid" => Some(Self::Valid),
            "all" => Some(Self::All),
            "check" => Some(Self::Check),
            _ => None,
        }
    }
}

/// What becomes of a row whose value in the field of [`UniqueBy`] a row has already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// The file's row is left out: `existing=skip`.
    #[default]
    Skip,
    /// The row that is there takes the values of the file's row: `existing=update`.
    Update,
}

impl Existing {
    pub const NAMES: [&str; 2] = ["skip", "update"];

    /// Reads the value of `existing`; `None` for a word that is none.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "skip" => Some(Self::Skip),
            "update" => Some(Self::Update),
            _ => None,
        }
    }
}

/// By which field the rows of a file are told apart, among themselves and from those that are there.
#[derive(Clone, Copy, Debug)]
pub struct UniqueBy {
    pub(super) field: &'static Field,
    pub(super) existing: Existing,
}

impl UniqueBy {
    /// The fields that tell rows apart: those whose values have one spelling each, and an index by them.
    pub fn fields(resource: &Resource) -> impl Iterator<Item = &'static Field> + use<> {
        resource.writable().filter(|field| field.kind == Kind::Email)
    }

    /// `None` where the field isn't one of [`Self::fields`].
    pub fn parse(resource: &Resource, name: &str, existing: Existing) -> Option<Self> {
        Self::fields(resource).find(|field| field.name == name).map(|field| Self { field, existing })
    }
}

/// The character encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset(pub(super) &'static Encoding);

impl Default for Charset {
    fn default() -> Self {
        Self(UTF_8)
    }
}

impl Charset {
    /// Reads the `charset` of a media type by the labels of the Encoding Standard (WHATWG); UTF-8 where there is none.
    /// `None` for a label that isn't known, and for two that contradict each other.
    pub fn from_content_type(text: &str) -> Option<Self> {
        let mut charset = None;
        for parameter in text.split(';').skip(1) {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            if !name.trim().eq_ignore_ascii_case("charset") {
                continue;
            }
            let value = value.trim();
            let label = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
            let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
            if encoding == X_USER_DEFINED || charset.is_some_and(|known| known != encoding) {
                return None;
            }
            charset = Some(encoding);
        }
        Some(charset.map(Self).unwrap_or_default())
    }
}

/// What the columns of a file are, where their names don't say it: a field, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Columns(Vec<(String, Option<&'static Field>)>);

impl Columns {
    /// Reads the value of `columns`: a JSON object as `{"E-Mail": "email", "Rating": null}`.
    pub fn parse(resource: &Resource, text: &str) -> Result<Self, FieldError> {
        let error = |code, message: String| Err(FieldError::new("columns", code, message));
        let Ok(Json::Object(object)) = base::json::parse(text.as_bytes()) else {
            return error("json", r#"must be a JSON object as {"E-Mail": "email", "Rating": null}"#.to_owned());
        };
        let mut columns = Self::default();
        for (column, target) in object {
            let name = column_name(&column);
            let field = match target {
                Json::Null => None,
                Json::String(target) => match resource.writable().find(|field| field.name == target) {
                    Some(field) => Some(field),
                    None => return error("choice", format!("{target} is not a field of this resource")),
                },
                _ => return error("type", format!("{column} must be the name of a field, or null")),
            };
            if !matches!(columns.find(&name), Mapping::ByName) {
                return error("repeated", format!("{column} must be named once"));
            }
            columns.0.push((name, field));
        }
        Ok(columns)
    }

    /// What the column of this name is.
    pub(super) fn find(&self, name: &str) -> Mapping {
        match self.0.iter().find(|(known, _)| known == name) {
            Some((_, Some(field))) => Mapping::Field(field),
            Some((_, None)) => Mapping::Skip,
            None => Mapping::ByName,
        }
    }
}

/// What a column is.
#[derive(Clone, Copy)]
pub(super) enum Mapping {
    Field(&'static Field),
    Skip,
    /// That follows from its name.
    ByName,
}

/// The form of a column's name by which it is recognised, in any case, with either small sigma, and however its letters are
/// composed.
pub(super) fn column_name(raw: &str) -> String {
    let letters = visible(raw).chars().flat_map(char::to_lowercase);
    letters.map(|letter| if letter == 'ς' { 'σ' } else { letter }).nfc().collect()
}

/// How a file is read, and what becomes of its rows.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    pub mode: Mode,
    pub charset: Charset,
    pub columns: Columns,
    /// `None`: each row becomes a new one.
    pub unique_by: Option<UniqueBy>,
    /// How long to wait for another import into the same table of the tenant.
    pub wait: Duration,
}

impl Default for ImportOptions {
    fn default() -> Self {
        let (mode, charset, columns) = (Mode::default(), Charset::default(), Columns::default());
        Self { mode, charset, columns, unique_by: None, wait: Duration::from_secs(30) }
    }
}

impl From<Mode> for ImportOptions {
    fn from(mode: Mode) -> Self {
        Self { mode, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_16LE, WINDOWS_1252};

    use super::*;
    use crate::leads::LEADS;

    #[test]
    fn a_charset_is_read_by_its_label_and_an_unknown_one_refused() {
        for (text, encoding) in [
            ("text/csv", Some(UTF_8)),
            ("text/csv; header=present", Some(UTF_8)),
            ("text/csv; charset=utf-8; CHARSET=\"UTF8\"", Some(UTF_8)),
            ("text/csv;charset=Windows-1252", Some(WINDOWS_1252)),
            ("text/csv; charset=\"iso-8859-1\"", Some(WINDOWS_1252)),
            ("text/csv; charset=utf-16", Some(UTF_16LE)),
            ("text/csv; charset=klingon", None),
            ("text/csv; charset=", None),
            ("text/csv; charset", None),
            ("text/csv; charset=utf-7", None),
            ("text/csv; charset=iso-2022-kr", None),
            ("text/csv; charset=x-user-defined", None),
            ("text/csv; charset=utf-8; charset=windows-1252", None),
        ] {
            assert_eq!(Charset::from_content_type(text), encoding.map(Charset), "{text}");
        }
    }

    #[test]
    fn columns_are_named_in_any_case_and_once() {
        let columns = Columns::parse(&LEADS, r#"{" E-Mail":"email","Größe":"company","x":null}"#).unwrap();
        assert!(matches!(columns.find("e-mail"), Mapping::Field(field) if field.name == "email"));
        let decomposed = column_name("GRO\u{308}ßE");
        assert!(matches!(columns.find(&decomposed), Mapping::Field(field) if field.name == "company"));
        assert_eq!(column_name("ΤΊΤΛΟΣ"), column_name("Τίτλος"));
        assert!(matches!((columns.find("x"), columns.find("y")), (Mapping::Skip, Mapping::ByName)));
        for (text, code) in [
            ("", "json"),
            ("[]", "json"),
            (r#"{"x":null,"x":null}"#, "json"),
            (r#"{"x":1}"#, "type"),
            (r#"{"x":"owner_id"}"#, "choice"),
            (r#"{"x":"nonsense"}"#, "choice"),
            (r#"{"x":null,"X ":null}"#, "repeated"),
        ] {
            let refused = Columns::parse(&LEADS, text).unwrap_err();
            assert_eq!((refused.field.as_str(), refused.code), ("columns", code), "{text}");
        }
    }
}
