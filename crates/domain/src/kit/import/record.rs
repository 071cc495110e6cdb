//! The records of delimiter-separated text, whatever pieces it comes in.

use base::is_invisible;

use super::rows::MAX_ROW;

/// The most cells of a record.
const MAX_CELLS: usize = 256;

/// Where in a cell the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CellState {
    /// Before the first character that is seen.
    Start,
    Bare,
    /// Within quotation marks.
    Quoted,
    /// Behind a quotation mark that either closes the cell or is the first of two.
    Quote,
    /// Behind the closing quotation mark and something that isn't seen.
    Closed,
}

/// How a file ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FileEnd {
    /// Behind the end of a line.
    Line,
    /// In a record, which is complete but for its line end.
    Record,
    /// Within quotation marks.
    Quoted,
}

/// Reads a record at a time, as in RFC 4180 but for this: CR and LF end a line by themselves too, and spaces and invisible
/// characters may stand around a quoted cell.
pub(super) struct RecordReader {
    delimiter: u8,
    state: CellState,
    /// A CR was the last byte, so an LF belongs to the same line end.
    pub after_return: bool,
    bytes: Vec<u8>,
    /// Where each cell ends in `bytes`.
    ends: Vec<usize>,
    /// Empty cells behind the last that is kept.
    skipped: usize,
    /// What has been read of a character that may be invisible.
    character: Vec<u8>,
    /// The record is longer or wider than it may be; what is left of it is skipped.
    pub is_too_long: bool,
    /// Something stands behind a closing quotation mark.
    pub has_stray_quote: bool,
}

impl RecordReader {
    pub fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            state: CellState::Start,
            after_return: false,
            bytes: Vec::new(),
            ends: Vec::new(),
            skipped: 0,
            character: Vec::new(),
            is_too_long: false,
            has_stray_quote: false,
        }
    }

    /// Reads up to the end of a record: how many bytes, and whether the record is complete.
    pub fn feed(&mut self, input: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(&byte) = input.get(at) {
            if std::mem::take(&mut self.after_return) && byte == b'\n' {
                at += 1;
                continue;
            }
            let plain = self.plain(&input[at..]);
            if plain > 0 {
                self.push(&input[at..at + plain]);
                at += plain;
                continue;
            }
            at += 1;
            match (self.state, byte) {
                (CellState::Quoted, _) => self.state = CellState::Quote,
                (CellState::Quote, b'"') => {
                    self.push(b"\"");
                    self.state = CellState::Quoted;
                }
                (_, b'\r' | b'\n') => {
                    self.after_return = byte == b'\r';
                    self.end_cell();
                    return (at, true);
                }
                (_, byte) if byte == self.delimiter => self.end_cell(),
                (CellState::Start, b'"') => {
                    self.bytes.truncate(self.ends.last().copied().unwrap_or_default());
                    self.state = CellState::Quoted;
                }
                (CellState::Quote | CellState::Closed, _) => {
                    self.state = CellState::Closed;
                    if self.sees(byte) {
                        self.has_stray_quote = true;
                        self.state = CellState::Bare;
                    }
                }
                (CellState::Start | CellState::Bare, _) => {
                    self.push(&[byte]);
                    if self.sees(byte) {
                        self.state = CellState::Bare;
                    }
                }
            }
        }
        (input.len(), false)
    }

    /// Ends the file, and the record that it ends in.
    pub fn finish(&mut self) -> FileEnd {
        match self.state {
            CellState::Quoted => FileEnd::Quoted,
            CellState::Start if self.bytes.is_empty() && self.ends.is_empty() && !self.is_too_long => FileEnd::Line,
            CellState::Start | CellState::Bare | CellState::Quote | CellState::Closed => {
                self.end_cell();
                FileEnd::Record
            }
        }
    }

    /// The cells of the record. They are UTF-8, as the text is.
    pub fn cells(&self) -> Vec<&str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = starts.zip(&self.ends);
        ranges.map(|(start, &end)| std::str::from_utf8(&self.bytes[start..end]).unwrap_or_default()).collect()
    }

    /// Forgets the record.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.character.clear();
        self.skipped = 0;
        self.state = CellState::Start;
        (self.is_too_long, self.has_stray_quote) = (false, false);
    }

    /// How many bytes from here on mean nothing but themselves.
    fn plain(&self, rest: &[u8]) -> usize {
        let special = match self.state {
            CellState::Quoted => rest.iter().position(|byte| *byte == b'"'),
            CellState::Bare => rest.iter().position(|byte| matches!(byte, b'\r' | b'\n') || *byte == self.delimiter),
            CellState::Start | CellState::Quote | CellState::Closed => Some(0),
        };
        special.unwrap_or(rest.len())
    }

    /// Whether a byte is the last of a character that is seen.
    fn sees(&mut self, byte: u8) -> bool {
        self.character.push(byte);
        let text = std::str::from_utf8(&self.character);
        let is_seen = text.is_ok_and(|text| !text.chars().all(is_invisible));
        if text.is_ok() {
            self.character.clear();
        }
        is_seen
    }

    fn push(&mut self, bytes: &[u8]) {
        if self.bytes.len() + bytes.len() > MAX_ROW {
            self.is_too_long = true;
        }
        if !self.is_too_long {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn end_cell(&mut self) {
        let end = self.ends.last().copied().unwrap_or_default();
        if self.ends.len() < MAX_CELLS {
            if !self.is_too_long {
                self.ends.push(self.bytes.len());
            }
        } else if self.state == CellState::Start || self.bytes.len() == end {
            // Spreadsheets write empty cells at the end. What isn't seen in them is not kept, and counts.
            self.skipped += 1 + self.bytes.len() - end;
            self.bytes.truncate(end);
            self.is_too_long |= self.bytes.len() + self.skipped > MAX_ROW;
        } else {
            self.is_too_long = true;
        }
        self.state = CellState::Start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The records of a text that is read in pieces of this size, and how it ends.
    fn records(text: &str, delimiter: u8, size: usize) -> (Vec<Vec<String>>, FileEnd) {
        let mut reader = RecordReader::new(delimiter);
        let mut records = Vec::new();
        let cells = |reader: &RecordReader| reader.cells().into_iter().map(str::to_owned).collect();
        for mut piece in text.as_bytes().chunks(size) {
            while !piece.is_empty() {
                let (read, is_complete) = reader.feed(piece);
                piece = &piece[read..];
                if is_complete {
                    records.push(cells(&reader));
                    reader.clear();
                }
            }
        }
        let end = reader.finish();
        if end == FileEnd::Record {
            records.push(cells(&reader));
        }
        (records, end)
    }

    #[test]
    fn records_are_read_whatever_pieces_they_come_in() {
        let text = "a, \"b\"\"c\r\nd\" ,e\"f\r\n\r\n\rx;y,\n\"\",\"last\"";
        let expected = [vec!["a", "b\"c\r\nd", "e\"f"], vec![""], vec![""], vec!["x;y", ""], vec!["", "last"]]
            .map(|cells| cells.into_iter().map(str::to_owned).collect::<Vec<_>>());
        for size in 1..text.len() {
            assert_eq!(records(text, b',', size), (expected.to_vec(), FileEnd::Record), "{size}");
        }
        assert_eq!(records("a;b,c\n", b';', 2), (vec![vec!["a".to_owned(), "b,c".to_owned()]], FileEnd::Line));
        assert_eq!(records("a\tb\n", b'\t', 2), (vec![vec!["a".to_owned(), "b".to_owned()]], FileEnd::Line));
    }

    #[test]
    fn what_is_not_seen_around_a_quoted_cell_is_no_part_of_it() {
        let text = "\u{a0}\"Ada\"\u{feff} ,\u{200b}Bob\u{a0},\u{feff}\u{feff}\"b\"\u{a0}\n\"\u{a0}c\"\n\u{feff}é\n";
        let expected = [vec!["Ada", "\u{200b}Bob\u{a0}", "b"], vec!["\u{a0}c"], vec!["\u{feff}é"]]
            .map(|cells| cells.into_iter().map(str::to_owned).collect::<Vec<_>>());
        for size in 1..text.len() {
            assert_eq!(records(text, b',', size), (expected.to_vec(), FileEnd::Line), "{size}");
        }
        let mut reader = RecordReader::new(b',');
        reader.feed("\"Ada\"é\n".as_bytes());
        assert!(reader.has_stray_quote);
    }

    #[test]
    fn empty_cells_at_the_end_count_for_nothing() {
        for empty in [",", " ,", "\u{a0},", "\"\","] {
            let text = format!("Ada,{}\n", empty.repeat(500));
            let mut reader = RecordReader::new(b',');
            assert_eq!(reader.feed(text.as_bytes()), (text.len(), true));
            assert!(!reader.is_too_long, "{text}");
            assert_eq!(reader.cells()[0], "Ada");
            assert_eq!(reader.cells().len(), MAX_CELLS);
        }
        let text = format!("Ada,{}x\n", ",".repeat(500));
        let mut reader = RecordReader::new(b',');
        reader.feed(text.as_bytes());
        assert!(reader.is_too_long, "a cell behind the last that is read has something");
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_noticed() {
        for text in ["\"", "a\n\"b", "a,\"b\n", "a,\"b\"\"\nc\n"] {
            assert_eq!(records(text, b',', 1).1, FileEnd::Quoted, "{text:?}");
        }
        let mut reader = RecordReader::new(b',');
        assert_eq!(reader.feed(b"Ada,\"call back\nBob,\"note\"\nEve\n"), (26, true));
        assert!(reader.has_stray_quote);
    }

    #[test]
    fn a_record_takes_a_bounded_part_of_memory() {
        for text in ["x".repeat(3 * MAX_ROW), format!("\"{}\"", "x".repeat(3 * MAX_ROW)), ",".repeat(3 * MAX_ROW)] {
            let mut reader = RecordReader::new(b',');
            assert_eq!(reader.feed(text.as_bytes()), (text.len(), false));
            assert!(reader.is_too_long && reader.bytes.capacity() <= 2 * MAX_ROW && reader.ends.len() <= MAX_CELLS);
        }
    }
}
