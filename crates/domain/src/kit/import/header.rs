//! The first row of a delimiter-separated file: what separates its cells, and which fields they are.

use base::is_invisible;

use super::options::{Mapping, column_name};
use super::record::RecordReader;
use super::rows::{GivenFields, ReadOptions, ReadRow, whole};
use super::{FieldError, Resource};
use crate::kit::Body;
use crate::kit::format::{is_empty_cell, read_cell};

/// What may separate cells; of equal ones, the first is taken.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The columns of a file.
pub(super) struct Header {
    /// How many columns there are, without those at the end that have no name.
    width: usize,
    /// For each column, whether it has a name.
    is_named: Vec<bool>,
    /// For each writable field of the resource, its column.
    of_field: Vec<Option<usize>>,
}

/// What a column is.
#[derive(Clone, Copy)]
enum Column {
    /// The writable field at this position.
    Field(usize),
    /// It is read by no one: the option says so, the server fills it, or it has no name.
    Skipped,
    Unknown,
}

/// The delimiter that a first line `sep=;` names, as spreadsheets write it: perhaps quoted, and with empty cells behind it.
pub(super) fn named_delimiter(line: &str) -> Result<Option<u8>, Vec<FieldError>> {
    // A tab is white space, and may be the delimiter.
    let name = line.trim_matches(|c: char| c != '\t' && (is_invisible(c) || c == '"'));
    let Some(named) = name.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &name.as_bytes()[4..])
    else {
        return Ok(None);
    };
    match named {
        [delimiter, rest @ ..] if DELIMITERS.contains(delimiter) && rest.iter().all(|byte| byte == delimiter) => {
            Ok(Some(*delimiter))
        }
        _ => Err(whole(
            "separator",
            "the first line names a separator that isn't read: a comma, a semicolon, a tab and | are",
        )),
    }
}

/// Whether a line names nothing, whatever separates its cells.
pub(super) fn is_blank(line: &str) -> bool {
    line.split(|c: char| c == '"' || u8::try_from(c).is_ok_and(|byte| DELIMITERS.contains(&byte))).all(is_empty_cell)
}

impl Header {
    /// Finds the fields among the names of the line, in any order and case, and the delimiter by which most of the
    /// names are known.
    pub fn read(
        resource: &'static Resource,
        options: &ReadOptions,
        line: &str,
        delimiter: Option<u8>,
    ) -> Result<(Self, u8), Vec<FieldError>> {
        let candidates = delimiter.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
        let mut best: Option<((usize, usize), RecordReader, u8)> = None;
        for delimiter in candidates {
            let mut record = RecordReader::new(delimiter);
            record.feed(line.as_bytes());
            record.finish();
            let names = record.cells();
            let is_known = |name: &&&str| {
                !is_empty_cell(name) && !matches!(Column::of(resource, options, &column_name(name)), Column::Unknown)
            };
            let fit = (names.iter().filter(is_known).count(), names.len());
            if best.as_ref().is_none_or(|(known, ..)| fit > *known) {
                best = Some((fit, record, delimiter));
            }
        }
        let Some((_, record, delimiter)) = best else { return Err(whole("header", "can't be read")) };
        if record.is_too_long {
            return Err(whole("length", "the first row has more columns than can be read"));
        }
        if record.has_stray_quote {
            return Err(whole("quote", "the first row has a quotation mark inside a name that isn't doubled"));
        }
        Ok((Self::of_names(resource, options, &record.cells())?, delimiter))
    }

    fn of_names(resource: &'static Resource, options: &ReadOptions, names: &[&str]) -> Result<Self, Vec<FieldError>> {
        let mut of_field = vec![None; resource.writable().count()];
        let mut errors = Vec::new();
        for (column, raw) in names.iter().enumerate() {
            let name = column_name(raw);
            match Column::of(resource, options, &name) {
                Column::Field(field) if of_field[field].is_some() => {
                    errors.push(FieldError::new(name, "repeated", "must be one column only"));
                }
                Column::Field(field) => of_field[field] = Some(column),
                Column::Skipped => {}
                Column::Unknown => errors.push(FieldError::new(
                    name,
                    "unknown",
                    "is not a field of this resource; the parameter columns maps or skips it",
                )),
            }
        }
        let unique_by = options.unique_by.map(|unique_by| unique_by.field.name);
        for (field, column) in resource.writable().zip(&of_field) {
            if (field.required || unique_by == Some(field.name)) && column.is_none() {
                errors.push(FieldError::new(field.name, "required", "must be a column"));
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let is_named: Vec<bool> = names.iter().map(|name| !is_empty_cell(name)).collect();
        let width = is_named.iter().rposition(|is_named| *is_named).map_or(0, |last| last + 1);
        Ok(Self { width, is_named, of_field })
    }

    /// How many columns there are, without those at the end that have no name.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Reads the cells of a row. A row may be shorter than the header, and an empty cell is no value.
    pub fn row(&self, resource: &'static Resource, cells: &[&str]) -> Result<ReadRow, Vec<FieldError>> {
        let is_named = |column: usize| self.is_named.get(column).is_some_and(|is_named| *is_named);
        if cells.iter().enumerate().any(|(column, cell)| !is_named(column) && !is_empty_cell(cell)) {
            let message = format!("has {} cells where the header has {}", cells.len(), self.width);
            return Err(whole("columns", message));
        }
        let mut body = Body { values: Vec::with_capacity(resource.fields.len()), ..Body::default() };
        let (mut given, mut errors) = (GivenFields::default(), Vec::new());
        for (position, (field, column)) in resource.writable().zip(&self.of_field).enumerate() {
            let cell = column.and_then(|column| cells.get(column)).filter(|cell| !is_empty_cell(cell));
            if cell.is_some() {
                given.insert(position);
            }
            match cell.map_or_else(|| field.absent(), |cell| read_cell(field, cell)) {
                Ok(value) => body.values.push((field, value)),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(ReadRow { body, given }) } else { Err(errors) }
    }
}

impl Column {
    fn of(resource: &'static Resource, options: &ReadOptions, name: &str) -> Self {
        let field = match options.columns.find(name) {
            Mapping::Skip => return Self::Skipped,
            Mapping::Field(field) => field.name,
            Mapping::ByName => name,
        };
        match resource.writable().position(|known| known.name == field) {
            Some(position) => Self::Field(position),
            // An export can be imported: what the server gave its rows, it gives them anew.
            None if name.is_empty() || resource.is_given_by_the_server(name) => Self::Skipped,
            None => Self::Unknown,
        }
    }
}
