//! The change log, and how it is heard.

use tenancy::live::Snapshot;

use super::Action;
use super::rules::{Rule, Rules};

/// A line of the log, as it is in the database that it was first committed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Line {
    pub number: u64,
    pub transaction: u64,
    /// The row that it is about.
    pub row: u8,
    /// Whether the webhook hears of it.
    pub is_wanted: bool,
    /// The epoch in which it was written. With its number this tells it from all other lines.
    pub epoch: u8,
}

/// What a transaction, which writes one line, has come to. Its number is drawn before the line's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Writer {
    Waits,
    Begun(u64),
    Wrote(Line),
    Committed(Line),
    RolledBack,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Log {
    pub writers: Vec<Writer>,
    pub next_transaction: u64,
    pub next_number: u64,
    pub epoch: u8,
}

/// How far the log has been heard: `tenancy.webhook_position`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// As text.
    pub snapshot: String,
    pub epoch: u8,
    /// Where the position goes once all parts are read, and of which epoch that is.
    pub target: Option<(String, u8)>,
    pub read_up_to: u64,
}

impl Log {
    pub fn committed(&self) -> impl Iterator<Item = Line> {
        self.writers.iter().filter_map(|writer| if let Writer::Committed(line) = writer { Some(*line) } else { None })
    }

    fn visible(&self, rules: &Rules) -> impl Iterator<Item = Line> {
        self.writers.iter().filter_map(|writer| match writer {
            Writer::Committed(line) => Some(*line),
            Writer::Wrote(line) if !rules.holds(Rule::Committed) => Some(*line),
            Writer::Wrote(_) | Writer::Waits | Writer::Begun(_) | Writer::RolledBack => None,
        })
    }

    /// A writer's step.
    pub fn write(&mut self, action: Action, lines: &[(u8, bool)]) -> Option<()> {
        match action {
            Action::Begin(place) => {
                self.writers[place] = Writer::Begun(self.next_transaction);
                self.next_transaction += 1;
            }
            Action::Write(place) => {
                let Writer::Begun(transaction) = self.writers[place] else { return None };
                let (row, is_wanted) = lines[place];
                let line = Line { number: self.next_number, transaction, row, is_wanted, epoch: self.epoch };
                self.writers[place] = Writer::Wrote(line);
                self.next_number += 1;
            }
            Action::Commit(place) => {
                let Writer::Wrote(line) = self.writers[place] else { return None };
                self.writers[place] = Writer::Committed(line);
            }
            Action::RollBack(place) => self.writers[place] = Writer::RolledBack,
            _ => return None,
        }
        Some(())
    }

    pub fn snapshot(&self) -> String {
        let mut running: Vec<u64> = self
            .writers
            .iter()
            .filter_map(|writer| match writer {
                Writer::Begun(transaction) | Writer::Wrote(Line { transaction, .. }) => Some(*transaction),
                Writer::Waits | Writer::Committed(_) | Writer::RolledBack => None,
            })
            .collect();
        running.sort_unstable();
        let lowest = running.first().copied().unwrap_or(self.next_transaction);
        let running: Vec<String> = running.iter().map(u64::to_string).collect();
        format!("{lowest}:{}:{}", self.next_transaction, running.join(","))
    }

    /// What one statement of `tenancy.hear_changes` reads from the position on, and where the position is then. `None` where there is nothing to write.
    pub fn hear(&self, rules: &Rules, position: &Position) -> Option<(Vec<Line>, Position)> {
        let (now, most) = (self.snapshot(), rules.bounds.most);
        let is_here = |epoch| epoch == self.epoch || !rules.holds(Rule::Epoch);
        let target = position.target.clone().filter(|(_, epoch)| is_here(*epoch));
        let read_up_to = if target.is_some() { position.read_up_to } else { 0 };
        let mut lines: Vec<Line> = self
            .visible(rules)
            .filter(|line| line.number > read_up_to)
            .filter(|line| !is_here(position.epoch) || self.is_unseen(position, *line))
            .collect();
        if lines.is_empty() && target.is_none() && is_here(position.epoch) {
            return None;
        }
        lines.sort_unstable();
        lines.truncate(most);
        let is_last = lines.len() < most;
        let target = target.filter(|_| rules.holds(Rule::FirstTarget)).map_or(now, |(target, _)| target);
        let position = if is_last {
            Position { snapshot: target, epoch: self.epoch, target: None, read_up_to: 0 }
        } else {
            let read_up_to = lines.last().map_or(read_up_to, |line| line.number);
            Position { target: Some((target, self.epoch)), read_up_to, ..position.clone() }
        };
        Some((lines, position))
    }

    /// Whether `tenancy.unseen_changes` has the line: by numbers of transactions, of which a restored line may have one
    /// that is yet to come.
    fn is_unseen(&self, position: &Position, line: Line) -> bool {
        !sees(&position.snapshot, line.transaction) && line.transaction < self.next_transaction
    }
}

/// Whether a statement with this snapshot saw what the transaction did.
pub fn sees(snapshot: &str, transaction: u64) -> bool {
    snapshot.parse::<Snapshot>().expect("a snapshot of the model's").sees(transaction)
}
