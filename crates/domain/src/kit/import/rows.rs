use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};

use super::csv::CsvReader;
use super::lines::LineReader;
use super::{Error, FieldError, Format, ImportError, Resource};
use crate::kit::Body;

/// The most bytes of one row. A longer one is skipped, and is an error by its number.
pub(super) const MAX_ROW: usize = 64 * 1024;

/// A row of a file, checked.
pub(crate) struct Parsed {
    pub row: usize,
    /// Bytes that it took in the file.
    pub size: usize,
    pub body: Result<Body, Vec<FieldError>>,
}

/// What a reader made of its input.
pub(super) enum ChunkState {
    /// All of it is read, and a row goes on.
    Hungry,
    Row(Result<Body, Vec<FieldError>>),
    /// A line that is no row: the header, or an empty one.
    Nothing,
    End,
}

/// The rows of a file that arrives in chunks: holds a chunk and a row of it at a time.
pub(crate) struct Rows<S> {
    chunks: S,
    chunk: Bytes,
    reader: Reader,
    row: usize,
    size: usize,
    begun: bool,
    ended: bool,
}

enum Reader {
    Csv(Box<CsvReader>),
    Ndjson(LineReader),
}

impl<S, E> Rows<S>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    pub fn new(resource: &'static Resource, format: Format, chunks: S) -> Self {
        let reader = match format {
            Format::Csv => Reader::Csv(Box::new(CsvReader::new(resource))),
            Format::Ndjson => Reader::Ndjson(LineReader::new(resource)),
        };
        Self { chunks, chunk: Bytes::new(), reader, row: 0, size: 0, begun: false, ended: false }
    }

    /// The next row; `None` after the last. [`Error::Invalid`] where the header is wrong.
    pub async fn next(&mut self) -> Result<Option<Parsed>, ImportError<E>> {
        if !self.begun {
            self.skip_mark().await?;
        }
        loop {
            if self.chunk.is_empty() && !self.ended {
                self.chunk = self.fill().await?;
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
                    return Ok(Some(Parsed { row: self.row, size: std::mem::take(&mut self.size), body }));
                }
                ChunkState::End => return Ok(None),
            }
        }
    }

    /// The next chunk that isn't empty; an empty one at the end.
    async fn fill(&mut self) -> Result<Bytes, ImportError<E>> {
        loop {
            match self.chunks.next().await {
                Some(Ok(chunk)) if chunk.is_empty() => {}
                Some(Ok(chunk)) => return Ok(chunk),
                Some(Err(error)) => return Err(ImportError::Body(error)),
                None => {
                    self.ended = true;
                    return Ok(Bytes::new());
                }
            }
        }
    }

    /// Skips the byte order mark that spreadsheets put in front, though a chunk may end inside it.
    async fn skip_mark(&mut self) -> Result<(), ImportError<E>> {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        self.begun = true;
        let mut start = BytesMut::new();
        while start.len() < MARK.len() && !self.ended {
            start.extend_from_slice(&self.fill().await?);
        }
        self.chunk = start.freeze();
        if self.chunk.starts_with(MARK) {
            let _mark = self.chunk.split_to(MARK.len());
        }
        Ok(())
    }
}

/// A row that is wrong as a whole.
pub(super) fn whole(code: &'static str, message: impl Into<String>) -> Vec<FieldError> {
    vec![FieldError::new("", code, message)]
}
