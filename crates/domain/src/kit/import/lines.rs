use serde_json::{Map, Value as Json};

use super::rows::{ChunkState, MAX_ROW, whole};
use super::{FieldError, Resource};
use crate::kit::{Body, parse_create};

/// Reads JSON objects, one a line.
pub(super) struct LineReader {
    resource: &'static Resource,
    line: Vec<u8>,
    /// The line is longer than it may be; what is left of it is skipped.
    too_long: bool,
}

impl LineReader {
    pub fn new(resource: &'static Resource) -> Self {
        Self { resource, line: Vec::new(), too_long: false }
    }

    /// Reads up to the end of a line. Empty input is the end of the file.
    pub fn feed(&mut self, input: &[u8]) -> (usize, ChunkState) {
        let end = input.iter().position(|&byte| byte == b'\n');
        let part = &input[..end.unwrap_or(input.len())];
        if self.line.len() + part.len() > MAX_ROW {
            self.too_long = true;
            self.line.clear();
        } else if !self.too_long {
            self.line.extend_from_slice(part);
        }
        if end.is_none() && !input.is_empty() {
            return (input.len(), ChunkState::Hungry);
        }
        let read = end.map_or(0, |end| end + 1);
        let line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.too_long) {
            return (read, ChunkState::Row(Err(whole("length", format!("is longer than {MAX_ROW} bytes")))));
        }
        if line.trim_ascii().is_empty() {
            return (read, if input.is_empty() { ChunkState::End } else { ChunkState::Nothing });
        }
        (read, ChunkState::Row(self.parse(&line)))
    }

    fn parse(&self, line: &[u8]) -> Result<Body, Vec<FieldError>> {
        let mut object: Map<String, Json> =
            serde_json::from_slice(line).map_err(|_| whole("json", "must be one JSON object in UTF-8"))?;
        // An export can be imported: what the server gave the row there, it gives it anew.
        object.retain(|name, _| !self.resource.is_given_by_the_server(name));
        parse_create(self.resource, object)
    }
}
