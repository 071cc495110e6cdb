use super::header::{Header, is_blank, named_delimiter};
use super::record::{FileEnd, RecordReader};
use super::rows::{ChunkState, MAX_ROW, ReadOptions, whole};
use super::{FieldError, Resource};
use crate::kit::format::is_empty_cell;

/// Reads CSV, whose first row names the fields, and whose delimiter follows from that row.
pub(super) struct CsvReader {
    resource: &'static Resource,
    options: ReadOptions,
    state: State,
}

enum State {
    Header(HeaderLine),
    Rows(Header, RecordReader),
}

/// The lines up to the header, whose delimiter isn't known yet.
#[derive(Default)]
struct HeaderLine {
    line: Vec<u8>,
    is_quoted: bool,
    after_return: bool,
    /// What the line `sep=;` says.
    delimiter: Option<u8>,
}

impl CsvReader {
    pub fn new(resource: &'static Resource, options: ReadOptions) -> Self {
        Self { resource, options, state: State::Header(HeaderLine::default()) }
    }

    /// Reads up to the end of a row. Empty input is the end of the file. An error says what is wrong with the header.
    pub fn feed(&mut self, input: &[u8]) -> Result<(usize, ChunkState), Vec<FieldError>> {
        match &mut self.state {
            State::Header(header) => {
                let (read, is_complete) = header.feed(input)?;
                if !is_complete {
                    return Ok((read, ChunkState::Hungry));
                }
                if let Some((columns, records)) = header.complete(self.resource, &self.options, input.is_empty())? {
                    self.state = State::Rows(columns, records);
                }
                Ok((read, ChunkState::Nothing))
            }
            State::Rows(header, records) => Ok(feed_row(self.resource, header, records, input)),
        }
    }
}

impl HeaderLine {
    /// Reads up to the end of a line: how many bytes, and whether the line is complete.
    fn feed(&mut self, input: &[u8]) -> Result<(usize, bool), Vec<FieldError>> {
        if input.is_empty() && self.is_quoted {
            return Err(whole("quote", "the first row has a quotation mark that isn't closed"));
        }
        for (at, &byte) in input.iter().enumerate() {
            if std::mem::take(&mut self.after_return) && byte == b'\n' {
                continue;
            }
            if !self.is_quoted && matches!(byte, b'\r' | b'\n') {
                self.after_return = byte == b'\r';
                return Ok((at + 1, true));
            }
            self.is_quoted ^= byte == b'"';
            if self.line.len() == MAX_ROW {
                let message = format!("is longer than {MAX_ROW} bytes; perhaps a quotation mark isn't closed");
                return Err(whole("length", message));
            }
            self.line.push(byte);
        }
        Ok((input.len(), input.is_empty()))
    }

    /// Reads the line that is complete; `None` where it isn't the header yet.
    fn complete(
        &mut self,
        resource: &'static Resource,
        options: &ReadOptions,
        is_end: bool,
    ) -> Result<Option<(Header, RecordReader)>, Vec<FieldError>> {
        let line = std::mem::take(&mut self.line);
        let line = std::str::from_utf8(&line).unwrap_or_default();
        if is_blank(line) {
            return if is_end { Err(whole("header", "the first row must name the fields")) } else { Ok(None) };
        }
        if self.delimiter.is_none() {
            self.delimiter = named_delimiter(line)?;
            if self.delimiter.is_some() {
                return Ok(None);
            }
        }
        let (header, delimiter) = Header::read(resource, options, line, self.delimiter)?;
        let mut records = RecordReader::new(delimiter);
        records.after_return = self.after_return;
        Ok(Some((header, records)))
    }
}

fn feed_row(
    resource: &'static Resource,
    header: &Header,
    records: &mut RecordReader,
    input: &[u8],
) -> (usize, ChunkState) {
    let (read, is_complete) = records.feed(input);
    if !is_complete && !input.is_empty() {
        return (read, ChunkState::Hungry);
    }
    let end = if input.is_empty() { Some(records.finish()) } else { None };
    let state = match end {
        Some(FileEnd::Line) => ChunkState::End,
        Some(FileEnd::Quoted) => ChunkState::Row(Err(whole(
            "quote",
            "has a quotation mark that isn't closed, so that the rest of the file belongs to it; perhaps the file is cut off",
        ))),
        Some(FileEnd::Record) | None => row(resource, header, records, end.is_some()),
    };
    records.clear();
    (read, state)
}

/// Reads a record. One without a line end is the last of its file.
fn row(resource: &'static Resource, header: &Header, record: &RecordReader, has_no_line_end: bool) -> ChunkState {
    if record.is_too_long {
        let message = format!("is longer than {MAX_ROW} bytes; perhaps a quotation mark isn't closed");
        return ChunkState::Row(Err(whole("length", message)));
    }
    if record.has_stray_quote {
        let message = "has a quotation mark inside a quoted cell that isn't doubled, or one before it isn't closed";
        return ChunkState::Row(Err(whole("quote", message)));
    }
    let cells = record.cells();
    if cells.iter().all(|cell| is_empty_cell(cell)) {
        return ChunkState::Nothing;
    }
    if has_no_line_end && cells.len() < header.width() {
        let message = format!(
            "has {} cells where the header has {}, and the file ends there; perhaps it is cut off",
            cells.len(),
            header.width()
        );
        return ChunkState::Row(Err(whole("truncated", message)));
    }
    ChunkState::Row(header.row(resource, &cells))
}
