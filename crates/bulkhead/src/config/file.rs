//! The file `.env` of development.

use std::cell::Cell;
use std::fmt::Display;
use std::io::{self, Read};
use std::path::Path;

use dotenvy::{Error, Iter};

use crate::config::ConfigErrors;

/// Adds the variables of `.env` to the environment, which wins over the file. The file is optional; it is looked for in
/// `folder` and then in each folder above. Errors name each line that can't be read.
pub(super) fn load(folder: &Path) -> Result<(), ConfigErrors> {
    let Some(path) = folder.ancestors().map(|folder| folder.join(".env")).find(|path| path.is_file()) else {
        return Ok(());
    };
    let path_of = path.display();
    let failed = |error: &dyn Display| ConfigErrors::of([format!("{path_of} can't be read: {error}")]);
    let text = std::fs::read_to_string(&path).map_err(|error| failed(&error))?;
    // The parser fails at a space that ends the file, and reads a byte order mark as part of a name.
    let text = format!("{}\n", text.trim_start_matches('\u{feff}'));
    let broken = broken_lines(&text);
    if broken.is_empty() {
        // The parser's own message would show the line.
        return dotenvy::from_read(text.as_bytes()).map_err(|_| failed(&"its lines must be NAME=value"));
    }
    Err(ConfigErrors::of(broken.iter().map(|line| {
        format!("{path_of}, line {line}: must be NAME=value, with quotation marks around a value that has spaces")
    })))
}

/// The numbers of the lines that can't be read; the first line is 1. Of a value with several lines it is the first.
fn broken_lines(text: &str) -> Vec<usize> {
    let bytes_read = Cell::new(0);
    let mut broken = Vec::new();
    for item in Iter::new(LineReader { text, bytes_read: &bytes_read }) {
        if let Err(Error::LineParse(unread, _)) = item {
            let lines_read = text[..bytes_read.get()].lines().count();
            broken.push(lines_read - unread.trim_end_matches('\n').matches('\n').count());
        }
    }
    broken
}

/// Hands out a line at a time, so that a buffered reader is never ahead of the line that is parsed.
struct LineReader<'a> {
    text: &'a str,
    bytes_read: &'a Cell<usize>,
}

impl Read for LineReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = &self.text.as_bytes()[self.bytes_read.get()..];
        let line = rest.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
        let read = line.len().min(buffer.len());
        buffer[..read].copy_from_slice(&line[..read]);
        self.bytes_read.set(self.bytes_read.get() + read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_counted_over_comments_and_values_of_several_lines() {
        assert_eq!(broken_lines("# a comment\n\nA=1\nexport B=2\nC='one\ntwo'\n"), Vec::<usize>::new());
        assert_eq!(broken_lines("A=1\n\n# x\nB two\nC=3\nD=four five\n"), [4, 6]);
        assert_eq!(broken_lines("A='one\ntwo'\nB=it's\nC=1\nD=2\n"), [3], "the quotation mark is never closed");
        assert_eq!(broken_lines("A='one\ntwo' three\nB=1\n"), [1]);
        assert_eq!(broken_lines(&format!("A={}\nB\n", "x".repeat(100_000))), [2]);
    }

    #[test]
    fn the_example_can_be_read_with_every_variable_set() {
        let set = |line: &str| {
            let variable = line.trim_start_matches('#').trim_start();
            let name = variable.split('=').next().unwrap_or_default();
            let is_variable = name != variable && name.bytes().all(|byte| !byte.is_ascii_lowercase() && byte != b' ');
            format!("{}\n", if is_variable { variable } else { line })
        };
        let example: String = include_str!("../../../../.env.example").lines().map(set).collect();
        assert!(example.contains("\nMAIL_FROM="));
        assert_eq!(broken_lines(&example), Vec::<usize>::new());
    }
}
