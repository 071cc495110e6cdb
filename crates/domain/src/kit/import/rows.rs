use bytes::Bytes;
use encoding_rs::{Decoder, DecoderResult};
use futures_util::{Stream, StreamExt};

use super::csv::CsvReader;
use super::lines::LineReader;
use super::options::{Charset, Columns, ImportOptions, UniqueBy};
use super::{Error, FieldError, Format, ImportError, Resource};
use crate::kit::{Body, Value};

/// The most bytes of one row, in UTF-8. A longer one is skipped, and is an error by its number.
pub(super) const MAX_ROW: usize = 64 * 1024;

/// A row of a file, checked.
pub(crate) struct Parsed {
    pub row: usize,
    /// Bytes that it took in the file, in UTF-8.
    pub size: usize,
    pub body: Result<ReadRow, Vec<FieldError>>,
}

/// What a row says.
pub(crate) struct ReadRow {
    /// A value for each writable field, in their order.
    pub body: Body,
    pub given: GivenFields,
}

/// The fields that a row itself gives a value, by their positions among the writable ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GivenFields(pub i64);

impl GivenFields {
    pub fn insert(&mut self, position: usize) {
        self.0 |= 1 << position;
    }
}

/// How the rows of a file are read.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadOptions {
    pub columns: Columns,
    pub unique_by: Option<UniqueBy>,
}

/// What a reader made of its input.
pub(super) enum ChunkState {
    /// All of it is read, and a row goes on.
    Hungry,
    Row(Result<ReadRow, Vec<FieldError>>),
    /// A line that is no row: the header, or one without a value.
    Nothing,
    End,
}

/// The rows of a file that arrives in chunks: holds a chunk and a row of it at a time.
pub(crate) struct Rows<S> {
    chunks: S,
    /// What is left of the last chunk, in UTF-8.
    chunk: Bytes,
    decoder: Decoder,
    reader: Reader,
    unique_by: Option<UniqueBy>,
    row: usize,
    size: usize,
    ended: bool,
    /// Behind the chunk come bytes that are no text.
    undecodable: bool,
}

enum Reader {
    Csv(Box<CsvReader>),
    Ndjson(LineReader),
}

impl<S, E> Rows<S>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    pub fn new(resource: &'static Resource, format: Format, options: &ImportOptions, chunks: S) -> Self {
        let ImportOptions { charset: Charset(encoding), columns, unique_by, .. } = options;
        let read = ReadOptions { columns: columns.clone(), unique_by: *unique_by };
        let reader = match format {
            Format::Csv => Reader::Csv(Box::new(CsvReader::new(resource, read))),
            Format::Ndjson => Reader::Ndjson(LineReader::new(resource, read)),
        };
        Self {
            chunks,
            chunk: Bytes::new(),
            // A byte order mark counts for more than what the request says, and is no part of the text.
            decoder: encoding.new_decoder(),
            reader,
            unique_by: *unique_by,
            row: 0,
            size: 0,
            ended: false,
            undecodable: false,
        }
    }

    /// How many rows were read.
    pub fn count(&self) -> usize {
        self.row
    }

    /// The next row; `None` after the last. [`Error::Invalid`] where the header is wrong, or the file is no text.
    pub async fn next(&mut self) -> Result<Option<Parsed>, ImportError<E>> {
        loop {
            if self.chunk.is_empty() {
                self.fill().await?;
            }
            let (read, fed) = match &mut self.reader {
                Reader::Csv(reader) => reader.feed(&self.chunk).map_err(Error::Invalid)?,
                Reader::Ndjson(reader) => reader.feed(&self.chunk),
            };
            let _read = self.chunk.split_to(read);
            self.size += read;
            match fed {
                ChunkState::Hungry => {}
                ChunkState::Nothing => self.size = 0,
                ChunkState::Row(body) => {
                    self.row += 1;
                    let body = body.and_then(|row| self.with_key(row));
                    return Ok(Some(Parsed { row: self.row, size: std::mem::take(&mut self.size), body }));
                }
                ChunkState::End => return Ok(None),
            }
        }
    }

    /// The row, if it has the value that tells it from others.
    fn with_key(&self, row: ReadRow) -> Result<ReadRow, Vec<FieldError>> {
        let Some(UniqueBy { field, .. }) = self.unique_by else { return Ok(row) };
        if row.body.values.iter().any(|(known, value)| known.name == field.name && matches!(value, Value::Null(_))) {
            return Err(vec![FieldError::new(
                field.name,
                "required",
                "must be given: unique_by tells rows apart by it",
            )]);
        }
        Ok(row)
    }

    /// Reads on until there is a chunk, or the file has ended.
    async fn fill(&mut self) -> Result<(), ImportError<E>> {
        while self.chunk.is_empty() && !self.ended {
            if self.undecodable {
                return Err(self.no_text().into());
            }
            match self.chunks.next().await {
                Some(Ok(chunk)) => self.decode(&chunk, false),
                Some(Err(error)) => return Err(ImportError::Body(error)),
                None => {
                    self.decode(&[], true);
                    self.ended = !self.undecodable;
                }
            }
        }
        Ok(())
    }

    /// Makes the chunk UTF-8, up to the first bytes that are no text.
    fn decode(&mut self, mut bytes: &[u8], is_last: bool) {
        let most = self.decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        let mut text = vec![0; most.unwrap_or(MAX_ROW)];
        let mut written = 0;
        loop {
            let (result, read, more) =
                self.decoder.decode_to_utf8_without_replacement(bytes, &mut text[written..], is_last);
            written += more;
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => text.resize(text.len() * 2 + 16, 0),
                DecoderResult::Malformed(..) => {
                    self.undecodable = true;
                    break;
                }
            }
        }
        text.truncate(written);
        self.chunk = text.into();
    }

    /// The error of the row with bytes that are no text: the file is in another encoding, so its other rows may be read
    /// wrongly, too.
    fn no_text(&self) -> Error {
        let message = format!(
            "has bytes that aren't {}, so nothing of the file is stored; Content-Type names the file's encoding, as \
             text/csv; charset=windows-1252",
            self.decoder.encoding().name()
        );
        Error::Invalid(vec![FieldError::new(format!("rows[{}]", self.row + 1), "encoding", message)])
    }
}

/// A row that is wrong as a whole.
pub(super) fn whole(code: &'static str, message: impl Into<String>) -> Vec<FieldError> {
    vec![FieldError::new("", code, message)]
}
