//! How far a command is: a line on the terminal, which goes when the command is done. Where the output is no terminal
//! there is none.

use std::io::{IsTerminal, stderr, stdout};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::io::AsyncRead;

const REDRAW: Duration = Duration::from_millis(100);

/// Shows that work goes on until this is dropped.
pub struct Progress(ProgressBar);

impl Progress {
    /// For work of which it isn't known how much there is.
    pub fn open_ended() -> Self {
        Self::new(ProgressBar::no_length(), "{spinner} {msg} ({elapsed})")
    }

    /// For so many steps.
    pub fn of_steps(steps: u64) -> Self {
        Self::new(ProgressBar::new(steps), "{bar:30} {pos}/{len} {msg}")
    }

    /// For the reading of so many bytes.
    pub fn of_bytes(bytes: u64) -> Self {
        Self::new(ProgressBar::new(bytes), "{bar:30} {bytes}/{total_bytes} {msg}, {eta} left")
    }

    fn new(bar: ProgressBar, template: &str) -> Self {
        let is_seen = stdout().is_terminal() && stderr().is_terminal();
        bar.set_draw_target(if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() });
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        if is_seen {
            bar.enable_steady_tick(REDRAW);
        }
        Self(bar)
    }

    /// Says what is being done.
    pub fn tell(&self, what: impl Into<String>) {
        self.0.set_message(what.into());
    }

    /// Says how many steps are done.
    pub fn advance_to(&self, steps: u64) {
        self.0.set_position(steps);
    }

    /// The same reader, of which each byte counts.
    pub fn reading<R: AsyncRead + Unpin + Send>(&self, reader: R) -> impl AsyncRead + Unpin + Send + use<R> {
        self.0.wrap_async_read(reader)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
