use std::time::Duration;

use base::causes;
use tenancy::Db;
use tokio::time::Instant;

use super::hub::Hub;

/// Between two looks for streams whose users aren't noted as present.
const NOTE_EVERY: Duration = Duration::from_secs(1);

/// Between two notes of the same stream.
const NOTE_EACH: Duration = Duration::from_mins(1);

/// Users that are noted by one statement.
const NOTED_AT_ONCE: usize = 1_000;

/// Between two deletions of signals that are told no more.
const FORGET_EVERY: Duration = Duration::from_secs(2);

/// For how long after the last signal there is something to delete: as long as a signal lasts, and one deletion more.
const FORGET_FOR: Duration = Duration::from_secs(33);

/// What a node that reads the log does between its looks: it notes who is present, and deletes old signals. While no stream opens
/// and no signal comes, it costs a statement a minute. Where it fails, streams go on: a signal that stays is told once, and a
/// user counts as present for six minutes.
#[derive(Debug, Default)]
pub struct Upkeep {
    noted: Option<Instant>,
    forgot: Option<Instant>,
    signalled: Option<Instant>,
}

impl Upkeep {
    /// Says that signals came.
    pub fn note_signals(&mut self) {
        self.signalled = Some(Instant::now());
    }

    /// Does what is due.
    pub async fn run(&mut self, hub: &Hub, db: &Db) {
        if is_due(self.noted, NOTE_EVERY) {
            let present = hub.take_unnoted(NOTE_EACH, NOTED_AT_ONCE);
            // Where there are more, the next look goes on.
            if present.len() < NOTED_AT_ONCE {
                self.noted = Some(Instant::now());
            }
            if !present.is_empty() {
                report(db.note_presence(&present).await);
            }
        }
        if self.signalled.is_some() && is_due(self.forgot, FORGET_EVERY) {
            self.signalled = self.signalled.filter(|at| at.elapsed() < FORGET_FOR);
            self.forgot = Some(Instant::now());
            report(db.forget_signals().await);
        }
    }
}

fn is_due(last: Option<Instant>, every: Duration) -> bool {
    last.is_none_or(|at| at.elapsed() >= every)
}

fn report<T>(done: Result<T, tenancy::Error>) {
    if let Err(error) = done {
        tracing::warn!(error = causes::describe(&error), "presence or signals can't be kept up");
    }
}
