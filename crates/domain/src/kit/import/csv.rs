use csv_core::{ReadRecordResult, Reader};

use super::rows::{ChunkState, MAX_ROW, whole};
use super::{FieldError, Resource};
use crate::kit::Body;
use crate::kit::format::read_cell;

const MAX_COLUMNS: usize = 256;

/// Reads CSV (RFC 4180; LF ends a line as well as CRLF), whose first row names a field a column.
pub(super) struct CsvReader {
    resource: &'static Resource,
    core: Reader,
    header: Option<Header>,
    bytes: Vec<u8>,
    written: usize,
    /// Where each cell ends in `bytes`.
    ends: Vec<usize>,
    cells: usize,
    /// The row is longer or wider than it may be; what is left of it is skipped.
    too_long: bool,
}

struct Header {
    columns: usize,
    /// For each writable field of the resource, its column.
    of_field: Vec<Option<usize>>,
}

impl CsvReader {
    pub fn new(resource: &'static Resource) -> Self {
        let (bytes, ends) = (vec![0; 4096], vec![0; 32]);
        Self { resource, core: Reader::new(), header: None, bytes, written: 0, ends, cells: 0, too_long: false }
    }

    /// Reads up to the end of a row. Empty input is the end of the file. An error says what is wrong with the header.
    pub fn feed(&mut self, input: &[u8]) -> Result<(usize, ChunkState), Vec<FieldError>> {
        let mut read = 0;
        loop {
            let (bytes, ends) = (&mut self.bytes[self.written..], &mut self.ends[self.cells..]);
            let (result, taken, written, cells) = self.core.read_record(&input[read..], bytes, ends);
            read += taken;
            self.written += written;
            self.cells += cells;
            match result {
                ReadRecordResult::InputEmpty => return Ok((read, ChunkState::Hungry)),
                ReadRecordResult::OutputFull if self.bytes.len() < MAX_ROW => {
                    self.bytes.resize((self.bytes.len() * 2).min(MAX_ROW), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MAX_COLUMNS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    self.too_long = true;
                    (self.written, self.cells) = (0, 0);
                }
                ReadRecordResult::Record => {
                    let fed = self.row();
                    (self.written, self.cells, self.too_long) = (0, 0, false);
                    return Ok((read, fed?));
                }
                ReadRecordResult::End if self.header.is_none() => {
                    return Err(vec![FieldError::new("", "header", "the first row must name the fields")]);
                }
                ReadRecordResult::End => return Ok((read, ChunkState::End)),
            }
        }
    }

    fn row(&mut self) -> Result<ChunkState, Vec<FieldError>> {
        let long = || whole("length", format!("is longer than {MAX_ROW} bytes; perhaps a quotation mark isn't closed"));
        let Some(header) = &self.header else {
            let names = if self.too_long { Err(long()) } else { self.cells() }?;
            self.header = Some(Header::read(self.resource, &names)?);
            return Ok(ChunkState::Nothing);
        };
        if self.too_long {
            return Ok(ChunkState::Row(Err(long())));
        }
        if self.cells != header.columns {
            let message = format!("has {} cells where the header has {}", self.cells, header.columns);
            return Ok(ChunkState::Row(Err(whole("columns", message))));
        }
        Ok(ChunkState::Row(self.cells().and_then(|cells| header.body(self.resource, &cells))))
    }

    fn cells(&self) -> Result<Vec<&str>, Vec<FieldError>> {
        let text = std::str::from_utf8(&self.bytes[..self.written]).map_err(|_| whole("encoding", "must be UTF-8"))?;
        let mut start = 0;
        let mut cells = Vec::with_capacity(self.cells);
        for &end in &self.ends[..self.cells] {
            cells.push(text.get(start..end).ok_or_else(|| whole("encoding", "must be UTF-8"))?);
            start = end;
        }
        Ok(cells)
    }
}

impl Header {
    /// Finds the fields among the names, in any order and case. The columns of an export that the server gives a row
    /// itself are skipped, so that an export can be imported.
    fn read(resource: &'static Resource, names: &[&str]) -> Result<Self, Vec<FieldError>> {
        let mut of_field = vec![None; resource.writable().count()];
        let mut errors = Vec::new();
        for (column, name) in names.iter().enumerate() {
            let name = name.trim().to_lowercase();
            match resource.writable().position(|field| field.name == name) {
                Some(field) if of_field[field].is_some() => {
                    errors.push(FieldError::new(name, "repeated", "must be one column only"));
                }
                Some(field) => of_field[field] = Some(column),
                None if resource.is_given_by_the_server(&name) => {}
                None => errors.push(FieldError::new(name, "unknown", "is not a field of this resource")),
            }
        }
        for (field, column) in resource.writable().zip(&of_field) {
            if field.required && column.is_none() {
                errors.push(FieldError::new(field.name, "required", "must be a column"));
            }
        }
        if errors.is_empty() { Ok(Self { columns: names.len(), of_field }) } else { Err(errors) }
    }

    fn body(&self, resource: &'static Resource, cells: &[&str]) -> Result<Body, Vec<FieldError>> {
        let mut body = Body { values: Vec::with_capacity(resource.fields.len()), ..Body::default() };
        let mut errors = Vec::new();
        for (field, column) in resource.writable().zip(&self.of_field) {
            match column.map_or_else(|| field.absent(), |column| read_cell(field, cells[column])) {
                Ok(value) => body.values.push((field, value)),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(body) } else { Err(errors) }
    }
}
