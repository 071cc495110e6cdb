//! Files as others write them, cut and encoded in each way.

use std::convert::Infallible;

use base::visible;
use bytes::Bytes;
use encoding_rs::Encoding;
use futures_util::{FutureExt, stream};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::options::Charset;
use super::{Columns, Error, Existing, Format, ImportError, ImportOptions, Parsed, Resource, Rows, UniqueBy};
use crate::kit::format::escape_formula;
use crate::kit::{FieldError, Value};
use crate::leads::LEADS;

/// What a file came to: its rows, each with its values or its errors.
type Read = Vec<Result<Vec<Value>, Vec<FieldError>>>;

/// Reads a file that comes in pieces of this size; the error of the file as a whole.
fn read(file: &[u8], format: Format, options: &ImportOptions, size: usize) -> Result<Read, Vec<FieldError>> {
    read_as(&LEADS, file, format, options, size)
}

fn read_as(
    resource: &'static Resource,
    file: &[u8],
    format: Format,
    options: &ImportOptions,
    size: usize,
) -> Result<Read, Vec<FieldError>> {
    let pieces: Vec<Result<Bytes, Infallible>> = file.chunks(size).map(Bytes::copy_from_slice).map(Ok).collect();
    let mut rows = Rows::new(resource, format, options, stream::iter(pieces));
    let mut read = Vec::new();
    loop {
        match rows.next().now_or_never().expect("the pieces are there") {
            Ok(Some(Parsed { row, body, .. })) => {
                read.push(body.map(|row| row.body.values.into_iter().map(|(_, value)| value).collect()));
                assert_eq!(row, read.len());
            }
            Ok(None) => break,
            Err(ImportError::Kit(Error::Invalid(errors))) => return Err(errors),
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(rows.count(), read.len());
    Ok(read)
}

fn csv(file: &str) -> Result<Read, Vec<FieldError>> {
    let options = ImportOptions::default();
    let whole = read(file.as_bytes(), Format::Csv, &options, file.len().max(1));
    assert_eq!(read(file.as_bytes(), Format::Csv, &options, 1), whole, "in pieces");
    whole
}

/// The names and addresses of rows, and the codes of wrong ones.
fn seen(read: &Read) -> Vec<String> {
    let text = |value: &Value| if let Value::Text(text) = value { text.clone() } else { "-".to_owned() };
    let row = |row: &Result<Vec<Value>, Vec<FieldError>>| match row {
        Ok(values) => format!("{} {}", text(&values[0]), text(&values[1])),
        Err(errors) => errors.iter().map(|error| error.code).collect(),
    };
    read.iter().map(row).collect()
}

#[test]
fn a_semicolon_or_a_tab_is_read_as_what_separates_cells() {
    for file in [
        "name,email\nAda,ada@example.com\n",
        "name;email\nAda;ada@example.com\n",
        "name\temail\nAda\tada@example.com\n",
        "name|email\nAda|ada@example.com\n",
        "sep=;\r\nname;email\r\nAda;ada@example.com\r\n",
        "\"sep=;\"\r\nname;email\r\nAda;ada@example.com\r\n",
        "sep=;;;\r\nname;email;;\r\nAda;ada@example.com;;\r\n",
        "SEP=|\nname|email\nAda|ada@example.com\n",
        "sep=\t\r\nname\temail\r\nAda\tada@example.com\r\n",
        "\"name\";\"email\"\n\"Ada\";\"ada@example.com\"\n",
        "\u{feff}NAME;E-mail_Ignored;Email;;\nAda;;ada@example.com;;;;\n;;;\n",
    ] {
        let options = ImportOptions {
            columns: Columns::parse(&LEADS, r#"{"e-mail_ignored":null}"#).unwrap(),
            ..ImportOptions::default()
        };
        for size in [1, 3, 1000] {
            let rows = read(file.as_bytes(), Format::Csv, &options, size).unwrap();
            assert_eq!(seen(&rows), ["Ada ada@example.com"], "{file:?}");
        }
    }
    for line in ["sep=^", "sep=", "sep=;|"] {
        let refused = csv(&format!("{line}\nname^email\nAda^ada@example.com\n")).unwrap_err();
        assert_eq!(refused.iter().map(|error| error.code).collect::<Vec<_>>(), ["separator"], "{line}");
    }
    // A separator inside of a value is none.
    assert_eq!(seen(&csv("name;notes\n\"A;B\";x,y\n").unwrap()), ["A;B -"]);
    assert_eq!(seen(&csv("name\nA;B\n").unwrap()), ["A;B -"]);
}

#[test]
fn what_spreadsheets_leave_around_the_table_is_no_row_and_no_column() {
    let file = "\r\n,,,\r\n name ,Email\u{a0},\u{200b},\r\n Ada ,ada@example.com\u{200b},,\r\n\r\n , ,,\r\nBob\r\n\
                \"Eve\" , \" eve@example.com\",,\r\n\u{a0},,,\r\n,,,,,,\r\n";
    assert_eq!(seen(&csv(file).unwrap()), ["Ada ada@example.com", "Bob -", "Eve eve@example.com"]);
    assert_eq!(seen(&csv("name,email\n\n\n").unwrap()), [""; 0]);
    // A value where no column has a name would be lost.
    assert_eq!(seen(&csv("name,,\nAda,,x\nBob,,,x\nEve,,\n").unwrap()), ["columns", "columns", "Eve -"]);
}

#[test]
fn a_file_that_is_cut_off_is_no_complete_one() {
    let cut = format!("name,email,notes\nAda,ada@example.com,\"call back\n{}", "Bob,bob@example.com,\n".repeat(150));
    assert_eq!(seen(&csv(&cut).unwrap()), ["quote"]);
    for (file, expected) in [
        ("name,email,notes\nAda,a@b.co,x\nBob,b@", vec!["Ada a@b.co", "truncated"]),
        ("name,email,notes\nAda,a@b.co,x\nBob", vec!["Ada a@b.co", "truncated"]),
        ("name,email,notes\nAda,a@b.co,x\nBob\n", vec!["Ada a@b.co", "Bob -"]),
        ("name,email,notes\nAda,a@b.co,x\nBob,,y", vec!["Ada a@b.co", "Bob -"]),
        ("name,email,notes,,\nAda,a@b.co,x", vec!["Ada a@b.co"]),
        ("name,email,notes\nAda,a@b.co,\"x", vec!["quote"]),
        ("name,email,notes\nAda,a@b.co,\"x\"\"", vec!["quote"]),
        ("name,email,notes\nAda,a@b.co,\"x\nBob,b@b.co,\"y\"\nEve,,\n", vec!["quote", "Eve -"]),
        ("name,email,notes\nAda,a@b.co,x\n  ", vec!["Ada a@b.co"]),
    ] {
        assert_eq!(seen(&csv(file).unwrap()), expected, "{file:?}");
    }
    for header in ["name,\"email", "\"name\nAda\nBob\n"] {
        assert_eq!(csv(header).unwrap_err()[0].code, "quote", "{header:?}");
    }
    let line = r#"{"name":"Ada"}"#;
    let lines = read(format!("{line}\n{}", &line[..9]).as_bytes(), Format::Ndjson, &ImportOptions::default(), 3);
    assert_eq!(seen(&lines.unwrap()), ["Ada -", "json"]);
}

#[test]
fn a_file_in_another_encoding_is_read_as_declared_or_refused_as_a_whole() {
    let text = "name,email\nAda,a@b.co\nMüller,m@b.co\nBob,b@b.co\n";
    let expected = ["Ada a@b.co", "Müller m@b.co", "Bob b@b.co"];
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let utf_16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let read = |file: &[u8], content_type: &str, size| {
        let charset = Charset::from_content_type(content_type).unwrap();
        read(file, Format::Csv, &ImportOptions { charset, ..ImportOptions::default() }, size)
    };
    for size in [1, 2, 3, 1000] {
        for (file, content_type) in [
            (text.as_bytes().to_vec(), "text/csv"),
            (marked(b"\xef\xbb\xbf", text.as_bytes()), "text/csv"),
            (latin.to_vec(), "text/csv; charset=windows-1252"),
            (latin.to_vec(), "text/csv; charset=iso-8859-1"),
            (utf_16(u16::to_le_bytes), "text/csv; charset=utf-16"),
            (utf_16(u16::to_be_bytes), "text/csv; charset=utf-16be"),
            (marked(b"\xff\xfe", &utf_16(u16::to_le_bytes)), "text/csv"),
            (marked(b"\xfe\xff", &utf_16(u16::to_be_bytes)), "text/csv; charset=utf-16"),
            (marked(b"\xef\xbb\xbf", text.as_bytes()), "text/csv; charset=windows-1252"),
        ] {
            assert_eq!(seen(&read(&file, content_type, size).unwrap()), expected, "{content_type}, {file:?}");
        }
        let refused = read(&latin, "text/csv", size).unwrap_err();
        assert_eq!((refused[0].field.as_str(), refused[0].code), ("rows[2]", "encoding"));
        assert!(refused[0].message.contains("aren't UTF-8"), "{}", refused[0].message);
        // A character that the file is cut inside of.
        let cut = &text.as_bytes()[..text.find("ller").unwrap() - 1];
        assert_eq!(read(cut, "text/csv", size).unwrap_err()[0].code, "encoding");
    }
}

#[test]
fn columns_of_other_names_are_mapped_or_skipped() {
    let columns = |text: &str| ImportOptions { columns: Columns::parse(&LEADS, text).unwrap(), ..Default::default() };
    let file = "Full Name,E-Mail,Rating,Email\nAda,ada@example.com,5,other\n";
    let options = columns(r#"{"full name":"name","E-MAIL":"email","rating":null,"email":null,"absent":"notes"}"#);
    assert_eq!(seen(&read(file.as_bytes(), Format::Csv, &options, 7).unwrap()), ["Ada ada@example.com"]);
    let refused = read(file.as_bytes(), Format::Csv, &columns(r#"{"E-Mail":"email"}"#), 7).unwrap_err();
    let named: Vec<_> = refused.iter().map(|error| (error.field.as_str(), error.code)).collect();
    assert_eq!(named, [("full name", "unknown"), ("rating", "unknown"), ("email", "repeated"), ("name", "required")]);
    let lines = "{\"Full Name\":\"Ada\",\"e-mail\":\"ada@example.com\",\"rating\":5,\"id\":1}\n\
                 {\"name\":\"Bob\",\"Full Name\":\"Bob\"}\n{\"name\":\"Eve\",\"x\":1}\n";
    let rows = read(lines.as_bytes(), Format::Ndjson, &options, 7).unwrap();
    assert_eq!(seen(&rows), ["Ada ada@example.com", "repeated", "unknown"]);
}

#[test]
fn api_2_a_line_that_names_a_field_twice_is_refused_like_a_body() {
    let lines = "{\"name\":\"Ada\",\"name\":\"Bob\"}\n{\"name\":\"Eve\"}\n\u{feff}{\"name\":\"Zoe\"}\u{200b}\n";
    let rows = read(lines.as_bytes(), Format::Ndjson, &ImportOptions::default(), 7).unwrap();
    assert_eq!(seen(&rows), ["json", "Eve -", "Zoe -"]);
}

#[test]
fn a_row_without_the_value_that_tells_it_apart_is_refused() {
    let options =
        ImportOptions { unique_by: UniqueBy::parse(&LEADS, "email", Existing::Skip), ..ImportOptions::default() };
    let rows = read(b"name,email\nAda,\nBob,b@b.co\n", Format::Csv, &options, 9).unwrap();
    assert_eq!(seen(&rows), ["required", "Bob b@b.co"]);
    assert_eq!(read(b"name\nAda\n", Format::Csv, &options, 9).unwrap_err()[0].field, "email");
    assert!(UniqueBy::parse(&LEADS, "name", Existing::Skip).is_none());
}

/// A text that a field may hold.
fn value() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "a",
        "Ö",
        "7",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\"",
        "\"\"",
        ",",
        ";",
        "|",
        "'",
        "=",
        "-",
        "\u{a0}",
        "\u{feff}",
        "❤\u{fe0f}",
        "日本",
        "[",
        "]",
        "{",
        ".",
    ]);
    let text = prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat());
    text.prop_filter_map("it has a character that is seen", |text| {
        let seen = visible(&text);
        (!seen.is_empty()).then(|| seen.to_owned())
    })
}

/// The names and notes of the rows of a file.
fn table() -> impl Strategy<Value = Vec<(String, Option<String>)>> {
    prop::collection::vec((value(), prop::option::of(value())), 0..5)
}

/// How a spreadsheet writes a table.
#[derive(Clone, Debug)]
struct Dialect {
    delimiter: char,
    line_end: &'static str,
    quotes_all: bool,
    /// What stands around each value.
    padding: &'static str,
    /// What stands around a quoted cell.
    outside: &'static str,
    /// The first line, before the names: what names the delimiter.
    first_line: fn(char) -> String,
    /// Columns at the end that have no name.
    empty_columns: usize,
    empty_rows: usize,
    /// Whether a row without notes is shorter.
    is_ragged: bool,
    encoding: &'static str,
    mark: bool,
}

fn dialect() -> impl Strategy<Value = Dialect> {
    let layout = (select(vec![',', ';', '\t', '|']), select(vec!["\n", "\r\n", "\r"]), any::<bool>());
    let around = (select(vec!["", " ", "\u{a0}"]), 0..3_usize, 0..300_usize, any::<bool>());
    let encoding = (select(vec!["utf-8", "utf-16le", "utf-16be", "windows-1252"]), any::<bool>());
    let first_lines: Vec<fn(char) -> String> =
        vec![|_| String::new(), |c| format!("sep={c}"), |c| format!("\"SEP={c}\""), |c| format!("sep={c}{c}{c}")];
    let beside = (select(vec!["", " ", "\u{a0}", "\u{feff}\u{200b}"]), select(first_lines));
    (layout, around, encoding, beside).prop_map(|(layout, around, (encoding, mark), beside)| Dialect {
        delimiter: layout.0,
        line_end: layout.1,
        quotes_all: layout.2,
        padding: around.0,
        outside: beside.0,
        first_line: beside.1,
        empty_columns: around.2,
        empty_rows: around.1,
        is_ragged: around.3,
        encoding,
        mark,
    })
}

impl Dialect {
    fn cell(&self, value: &str) -> String {
        let value = format!("{}{}", escape_formula(value), self.padding);
        let needs = value.contains([self.delimiter, '"', '\n', '\r']) || value.starts_with(' ');
        let outside = self.outside;
        if needs || self.quotes_all { format!("{outside}\"{}\"{outside}", value.replace('"', "\"\"")) } else { value }
    }

    fn write(&self, table: &[(String, Option<String>)]) -> String {
        let delimiter = self.delimiter.to_string();
        let mut text = (self.first_line)(self.delimiter);
        if !text.is_empty() {
            text.push_str(self.line_end);
        }
        text.extend(["Name", &delimiter, "NOTES", &delimiter.repeat(self.empty_columns), self.line_end]);
        for (name, notes) in table {
            text.push_str(&self.cell(name));
            if notes.is_some() || !self.is_ragged {
                text.push_str(&delimiter);
                text.push_str(&notes.as_deref().map(|notes| self.cell(notes)).unwrap_or_default());
                text.push_str(&delimiter.repeat(self.empty_columns));
            }
            text.push_str(self.line_end);
        }
        text.push_str(
            &format!("{}{}", delimiter.repeat(1 + self.empty_columns), self.line_end).repeat(self.empty_rows),
        );
        text
    }

    /// A table as a file, and how it is declared: in UTF-8 where its own encoding lacks a character.
    fn file(&self, table: &[(String, Option<String>)]) -> (Vec<u8>, ImportOptions) {
        let text = self.write(table);
        let text = if self.mark { format!("\u{feff}{text}") } else { text };
        let mut encoding = Encoding::for_label(self.encoding.as_bytes()).unwrap();
        let bytes = match self.encoding {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => {
                let (bytes, _, is_lossy) = encoding.encode(&text);
                if is_lossy {
                    encoding = encoding_rs::UTF_8;
                }
                if is_lossy { text.clone().into_bytes() } else { bytes.into_owned() }
            }
        };
        (bytes, ImportOptions { charset: Charset(encoding), ..ImportOptions::default() })
    }
}

/// The names and notes of rows that are all right; `None` where one isn't.
fn values(read: &Read) -> Option<Vec<(String, Option<String>)>> {
    let text = |value: &Value| if let Value::Text(text) = value { Some(text.clone()) } else { None };
    let row = |row: &Result<Vec<Value>, _>| {
        row.as_ref().ok().map(|values| (text(&values[0]).unwrap_or_default(), text(&values[6])))
    };
    read.iter().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_is_read_from_each_dialect_as_it_was(table in table(), dialect in dialect(), size in 1..200_usize) {
        let (file, options) = dialect.file(&table);
        let rows = read(&file, Format::Csv, &options, size);
        prop_assert_eq!(rows.as_ref().ok().and_then(values), Some(table), "{:?} {:?}", rows, dialect.write(&[]));
    }

    /// Rows that an all-or-nothing import would store of a file that is cut are rows of the file; only of the last one,
    /// where it has all its cells and no line end, the last cell may be shorter.
    #[test]
    fn what_is_accepted_of_a_cut_file_are_its_first_rows(table in table(), dialect in dialect()) {
        let dialect = Dialect { empty_columns: dialect.empty_columns.min(2), ..dialect };
        let (file, options) = dialect.file(&table);
        for cut in 0..file.len() {
            let Ok(rows) = read(&file[..cut], Format::Csv, &options, 50) else { continue };
            let Some(rows) = values(&rows) else { continue };
            prop_assert!(rows.len() <= table.len());
            let Some(((name, notes), whole)) = rows.split_last() else { continue };
            prop_assert_eq!(whole, &table[..whole.len()], "cut at {}", cut);
            let (full_name, full_notes) = &table[whole.len()];
            prop_assert_eq!(name, full_name, "cut at {}", cut);
            let (notes, full_notes) = (notes.clone().unwrap_or_default(), full_notes.clone().unwrap_or_default());
            let is_beginning = full_notes.starts_with(&notes) || escape_formula(&full_notes).starts_with(&notes);
            prop_assert!(is_beginning, "cut at {}: {:?} of {:?}", cut, notes, full_notes);
        }
    }

    #[test]
    fn what_is_accepted_of_cut_lines_of_json_are_its_first_rows(table in table()) {
        let line = |(name, notes): &(String, Option<String>)| format!("{}\n", json!({"name": name, "notes": notes}));
        let file: String = table.iter().map(line).collect();
        for cut in 0..=file.len() {
            let Ok(rows) = read(&file.as_bytes()[..cut], Format::Ndjson, &ImportOptions::default(), 50) else { continue };
            let Some(rows) = values(&rows) else { continue };
            prop_assert_eq!(&rows[..], &table[..rows.len()], "cut at {}", cut);
            let line_ends = file.as_bytes()[..cut].split(|byte| *byte == b'\n').count() - 1;
            prop_assert!(rows.len() >= line_ends);
        }
    }

    /// Whatever comes, the reader ends without a panic, and the pieces make no difference.
    #[test]
    fn any_bytes_come_to_the_same_in_any_pieces(bytes in prop::collection::vec(any::<u8>(), 0..80), size in 1..20_usize) {
        for start in ["", "name\n", "name;notes\r\n"] {
            let file = [start.as_bytes(), &bytes].concat();
            for format in [Format::Csv, Format::Ndjson] {
                let options = ImportOptions::default();
                prop_assert_eq!(read(&file, format, &options, size), read(&file, format, &options, 1000));
            }
        }
    }
}
