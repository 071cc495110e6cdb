//! How rows travel as a file: the format, and the form of a value in a CSV cell.

use base::{is_invisible, visible};
use serde_json::Value as Json;
use sqlx::Row;
use sqlx::postgres::PgRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::row::{self, JsonText};
use super::{Decimal, Field, FieldError, Kind, Storage, Value};

/// The format of an imported or exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180 with a header row, UTF-8.
    Csv,
    /// A JSON object a line.
    Ndjson,
}

impl Format {
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Ndjson => "application/x-ndjson",
        }
    }

    /// Reads a media type, whatever its parameters.
    pub fn from_content_type(text: &str) -> Option<Self> {
        match text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "text/csv" => Some(Self::Csv),
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }
}

/// What begins a formula. Spreadsheets of East Asian locales read the full-width forms (U+FF1D, U+FF0B, U+FF0D, U+FF20)
/// like the others.
const FORMULA_SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Spreadsheets and the tools before them drop these at a cell's start, and the apostrophe as well.
fn is_dropped(character: char) -> bool {
    character == '\'' || is_invisible(character)
}

/// Whether a spreadsheet could take the text for a formula. An apostrophe before it makes no difference, which is why
/// [`unescape_formula`] gives every text back.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['\t', '\r', '\n'])
        || text.trim_start_matches(is_dropped).starts_with(FORMULA_SIGNS)
}

/// Puts an apostrophe before a text that a spreadsheet would run (OWASP, "CSV Injection"). [`unescape_formula`] takes
/// it away, so an export that is imported gives the same texts.
pub(super) fn escape_formula(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

pub(super) fn unescape_formula(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

/// Whether nothing is seen of a cell, which is then no value.
pub(super) fn is_empty_cell(cell: &str) -> bool {
    visible(unescape_formula(visible(cell))).is_empty()
}

/// Reads a cell. White space and invisible characters around it don't count.
pub(super) fn read_cell(field: &Field, cell: &str) -> Result<Value, FieldError> {
    let text = visible(unescape_formula(visible(cell)));
    match field.kind {
        // It is refused, wherever it stands.
        _ if cell.contains('\0') => field.read_text(cell),
        _ if text.is_empty() => field.absent(),
        Kind::Tags if text.starts_with('[') => match base::json::parse(text.as_bytes()) {
            Ok(json) => field.read(json),
            Err(_) => Err(FieldError::new(
                field.name,
                "type",
                "must be texts with commas between them, or a JSON array of texts",
            )),
        },
        _ => field.read_text(text),
    }
}

/// Writes a column as a cell: texts escaped for spreadsheets, labels with commas between them (as a JSON array where a
/// label has one itself). A phone number stays as it is: what may stand in one can call no function.
pub(super) fn write_cell(kind: Kind, row: &PgRow, column: usize) -> Result<String, sqlx::Error> {
    Ok(match kind.storage() {
        Storage::Text => {
            let text = row.try_get::<Option<&str>, _>(column)?.unwrap_or_default();
            if matches!(kind, Kind::Phone | Kind::E164) { text.to_owned() } else { escape_formula(text) }
        }
        Storage::Texts => escape_formula(&tags_cell(&row.try_get::<Vec<String>, _>(column)?)),
        // No file has it.
        Storage::Bytes => String::new(),
        Storage::Uuid => cell(row.try_get::<Option<Uuid>, _>(column)?),
        Storage::Timestamp => row.try_get::<Option<OffsetDateTime>, _>(column)?.map(time_cell).unwrap_or_default(),
        Storage::Date => row.try_get::<Option<Date>, _>(column)?.map(date_cell).unwrap_or_default(),
        Storage::Integer => cell(row.try_get::<Option<i64>, _>(column)?),
        Storage::Decimal => cell(row.try_get::<Option<Decimal>, _>(column)?),
        Storage::Boolean => cell(row.try_get::<Option<bool>, _>(column)?),
        Storage::Json => {
            row.try_get::<Option<JsonText<'_>>, _>(column)?.map(|json| escape_formula(json.0.get())).unwrap_or_default()
        }
    })
}

fn cell(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

pub(super) fn time_cell(at: OffsetDateTime) -> String {
    unquoted(|out| row::timestamp(at, out))
}

fn date_cell(date: Date) -> String {
    unquoted(|out| row::date(date, out))
}

fn unquoted(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut quoted = Vec::with_capacity(32);
    write(&mut quoted);
    String::from_utf8_lossy(&quoted).trim_matches('"').to_owned()
}

fn tags_cell(tags: &[String]) -> String {
    if tags.iter().any(|tag| tag.contains(',') || tag.starts_with('[') || visible(tag) != tag) {
        return Json::from(tags).to_string();
    }
    tags.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn api_5_a_formula_is_escaped_and_comes_back_as_it_was() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@x",
            "\tx",
            "\rx",
            "\nx",
            "'=1",
            "''-1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            " =1",
            "\u{a0}=1",
            "\u{3000}＝1",
            "\u{feff}=1",
            "\u{7f}@x",
            "\n\n=1",
            "' =1",
            " '=1",
        ] {
            assert_eq!(escape_formula(text), format!("'{text}"));
            assert_eq!(unescape_formula(&escape_formula(text)), text);
        }
        for text in ["", " ", "Ada", " Ada", "'Ada", "'", "''", "a=b", "1-2", "Ａ＝"] {
            assert_eq!(escape_formula(text), text);
            assert_eq!(unescape_formula(text), text);
        }
    }

    /// Every text of at most five characters of an alphabet that holds one of each kind.
    #[test]
    fn api_5_every_text_comes_back_as_it_was_and_none_runs() {
        const ALPHABET: [char; 7] = ['\'', '=', '＠', ' ', '\n', '\u{feff}', 'a'];
        let mut texts = vec![String::new()];
        for _ in 0..6 {
            for text in &texts {
                let cell = escape_formula(text);
                assert_eq!(unescape_formula(&cell), text, "{cell:?}");
                let shown = cell.trim_start_matches(|first: char| first.is_whitespace() || first == '\u{feff}');
                assert!(!shown.starts_with(['=', '＠']) && !cell.starts_with('\n'), "{cell:?}");
            }
            let longer = |text: &String| ALPHABET.map(|first| format!("{first}{text}"));
            texts = texts.iter().flat_map(longer).collect();
        }
    }

    #[test]
    fn labels_come_back_whatever_they_contain() {
        let field = Field::tags("tags");
        for tags in [vec!["a", "b"], vec!["a,b", "c"], vec!["[x"], vec!["=1"], vec!["\"q\""], vec!["'=1", "b"]] {
            let tags: Vec<String> = tags.into_iter().map(str::to_owned).collect();
            assert_eq!(read_cell(&field, &escape_formula(&tags_cell(&tags))).unwrap(), Value::Texts(tags));
        }
    }
}
