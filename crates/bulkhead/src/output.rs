//! What the program prints. A reader may close its end at any time, as in `bulkhead openapi | head`: that ends nothing.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

/// Prints a line to standard output. Errors where it can't be written for another reason than a reader that has gone.
pub fn say(line: impl Display) -> io::Result<()> {
    let mut output = io::stdout().lock();
    match writeln!(output, "{line}").and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Prints a line to standard error, if that is possible.
pub fn complain(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
