use std::fmt;

/// Lines of cells under a heading, in columns; the last column is as wide as it needs.
pub struct Table<const COLUMNS: usize> {
    lines: Vec<[String; COLUMNS]>,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    pub fn new(heading: [&str; COLUMNS]) -> Self {
        Self { lines: vec![heading.map(str::to_owned)] }
    }

    /// Adds a line. Control characters, which a terminal would obey, become spaces.
    pub fn add(&mut self, cells: [String; COLUMNS]) {
        self.lines.push(cells.map(|cell| cell.replace(|letter: char| letter.is_control(), " ")));
    }
}

impl<const COLUMNS: usize> fmt::Display for Table<COLUMNS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths: [usize; COLUMNS] = std::array::from_fn(|column| {
            self.lines.iter().map(|cells| cells[column].chars().count()).max().unwrap_or_default()
        });
        for (number, cells) in self.lines.iter().enumerate() {
            let columns = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
            let line = columns.collect::<Vec<_>>().join("  ");
            let end = if number + 1 < self.lines.len() { "\n" } else { "" };
            write!(f, "{}{end}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_and_control_characters_are_spaces() {
        let mut table = Table::new(["KIND", "ERROR"]);
        table.add(["a".to_owned(), "x\u{1b}[31m\ny".to_owned()]);
        table.add(["longer".to_owned(), String::new()]);
        assert_eq!(table.to_string(), "KIND    ERROR\na       x [31m y\nlonger");
    }
}
