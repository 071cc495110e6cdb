//! What attacks find, reported all together.

use std::thread;

/// The findings of a test that tries many things. It fails at the end, with all of them.
#[must_use]
#[derive(Default)]
pub struct Findings {
    tried: usize,
    lines: Vec<String>,
}

impl Findings {
    /// Counts one thing that was tried, and notes it where it doesn't hold.
    pub fn require(&mut self, holds: bool, finding: impl FnOnce() -> String) {
        self.tried += 1;
        if !holds {
            self.lines.push(finding());
        }
    }

    /// Fails if there are findings, or if nothing was tried.
    #[track_caller]
    pub fn report(mut self) {
        assert!(self.tried > 0, "there was nothing to try");
        println!("{} tried", self.tried);
        let lines = std::mem::take(&mut self.lines);
        assert!(lines.is_empty(), "{} of {}:\n{}", lines.len(), self.tried, lines.join("\n"));
    }
}

impl Drop for Findings {
    /// A test that ends otherwise says what was found by then.
    fn drop(&mut self) {
        if !self.lines.is_empty() {
            println!("{} of {} by then:\n{}", self.lines.len(), self.tried, self.lines.join("\n"));
            assert!(thread::panicking(), "the findings were not reported");
        }
    }
}
