use base::visible;
use serde_json::{Map, Value as Json};

use super::options::{Mapping, column_name};
use super::rows::{ChunkState, GivenFields, MAX_ROW, ReadOptions, ReadRow, whole};
use super::{FieldError, Resource};
use crate::kit::parse_create;

/// Reads JSON objects, one a line.
pub(super) struct LineReader {
    resource: &'static Resource,
    options: ReadOptions,
    line: Vec<u8>,
    /// The line is longer than it may be; what is left of it is skipped.
    too_long: bool,
}

impl LineReader {
    pub fn new(resource: &'static Resource, options: ReadOptions) -> Self {
        Self { resource, options, line: Vec::new(), too_long: false }
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
        let line = visible(std::str::from_utf8(&line).unwrap_or_default());
        if line.is_empty() {
            return (read, if input.is_empty() { ChunkState::End } else { ChunkState::Nothing });
        }
        (read, ChunkState::Row(self.parse(line)))
    }

    /// Reads an object by the rules for the body of a POST, of which each field is named once.
    fn parse(&self, line: &str) -> Result<ReadRow, Vec<FieldError>> {
        let Ok(Json::Object(object)) = base::json::parse(line.as_bytes()) else {
            return Err(whole("json", "must be one JSON object, which names each field once"));
        };
        let mut row = Map::new();
        for (name, value) in object {
            let name = match self.options.columns.find(&column_name(&name)) {
                Mapping::Skip => continue,
                Mapping::Field(field) => field.name.to_owned(),
                // An export can be imported: what the server gave the row there, it gives it anew.
                Mapping::ByName if self.resource.is_given_by_the_server(&name) => continue,
                Mapping::ByName => name,
            };
            if row.contains_key(&name) {
                return Err(vec![FieldError::new(name, "repeated", "must be given once")]);
            }
            row.insert(name, value);
        }
        let mut given = GivenFields::default();
        for (position, field) in self.resource.writable().enumerate() {
            if row.contains_key(field.name) {
                given.insert(position);
            }
        }
        Ok(ReadRow { body: parse_create(self.resource, row)?, given })
    }
}
