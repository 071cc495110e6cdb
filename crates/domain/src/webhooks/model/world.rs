//! A database, two nodes and a receiver, and their steps.

use std::collections::BTreeSet;

use super::log::{Line, Log, Position, Writer};
use super::rules::{Left, Rule, Rules};
use super::{Answer, FIRST_TRANSACTION};

/// The number of a line, and its time.
pub type Id = (u64, u8);

/// A row of `tenancy.webhook_deliveries`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Delivery {
    pub line: Line,
    pub id: Id,
    pub status: &'static str,
    pub attempts: i64,
    pub claim: Option<u8>,
    /// What came of the last attempt.
    pub answer: Option<Answer>,
}

/// What is lost with the database, and comes back with its backup.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Database {
    pub log: Log,
    pub position: Position,
    /// In the order of their lines.
    pub deliveries: Vec<Delivery>,
    /// How many deliveries were ever made.
    pub made: u64,
    pub is_active: bool,
}

/// A message that a node has claimed, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Message {
    pub line: Line,
    pub id: Id,
    pub claim: u8,
    /// With this one.
    pub attempts: i64,
    pub answer: Option<Answer>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node {
    /// What it has read from the log in a transaction that isn't committed. It holds the lock meanwhile.
    pub heard: Option<(Vec<Line>, Position)>,
    pub messages: Vec<Message>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    pub database: Database,
    pub backup: Option<Box<Database>>,
    pub nodes: [Node; 2],
    /// Claims whose lease hasn't run out.
    pub leases: BTreeSet<u8>,
    /// What has arrived: the line, and the id that it had.
    pub arrived: BTreeSet<(Line, Id)>,
    /// Whether an outcome was stored for another claim than the one that made it.
    pub is_overtaken: bool,
    pub left: Left,
}

impl Delivery {
    pub fn is_open(&self) -> bool {
        matches!(self.status, "pending" | "sending")
    }
}

impl Database {
    /// Adds the deliveries of these lines that the webhook wants and that there are none of.
    fn make(&mut self, rules: &Rules, lines: &[Line]) {
        for line in lines.iter().filter(|line| line.is_wanted) {
            if self.deliveries.iter().any(|known| known.line.number == line.number) && rules.holds(Rule::UniqueIndex) {
                continue;
            }
            self.made += 1;
            let time = if rules.holds(Rule::IdOfTime) { line.epoch } else { 0 };
            let id = if rules.holds(Rule::IdOfLine) { (line.number, time) } else { (self.made, 0) };
            let attempts = rules.bounds.attempts;
            self.deliveries.push(Delivery { line: *line, id, status: "pending", attempts, claim: None, answer: None });
        }
        self.deliveries.sort_unstable();
    }
}

impl World {
    /// The node reads on in the log. Another one that does so finds the lock taken.
    pub fn hear(&mut self, rules: &Rules, node: usize) -> Option<()> {
        if self.nodes.iter().any(|node| node.heard.is_some()) {
            return None;
        }
        let heard = self.database.log.hear(rules, &self.database.position)?;
        if !rules.holds(Rule::OneTransaction) {
            self.database.position = heard.1.clone();
        }
        self.nodes[node].heard = Some(heard);
        Some(())
    }

    pub fn commit_heard(&mut self, rules: &Rules, node: usize) -> Option<()> {
        let (lines, position) = self.nodes[node].heard.take()?;
        self.database.make(rules, &lines);
        self.database.position = position;
        Some(())
    }

    pub fn kill(&mut self, node: usize) -> Option<()> {
        if self.nodes[node] == Node::default() {
            return None;
        }
        self.nodes[node] = Node::default();
        Some(())
    }

    /// Has all committed lines delivered once more. It waits for a node that makes deliveries of them.
    pub fn replay(&mut self, rules: &Rules) -> Option<()> {
        if self.nodes.iter().any(|node| node.heard.is_some()) {
            return None;
        }
        let committed: Vec<Line> = self.database.log.committed().collect();
        for delivery in self.database.deliveries.iter_mut().filter(|delivery| delivery.status != "sending") {
            *delivery = Delivery { status: "pending", attempts: 0, answer: None, ..delivery.clone() };
        }
        self.database.make(rules, &committed);
        Some(())
    }

    pub fn pause(&mut self) -> Option<()> {
        std::mem::take(&mut self.database.is_active).then_some(())
    }

    pub fn resume(&mut self) -> Option<()> {
        if self.database.is_active {
            return None;
        }
        self.database.is_active = true;
        for delivery in self.database.deliveries.iter_mut().filter(|delivery| delivery.status == "pending") {
            delivery.attempts = 0;
        }
        Some(())
    }

    /// Thirty days go by, in which the log is heard, and a delivery of what has arrived is deleted.
    pub fn expire(&mut self, rules: &Rules, place: usize) -> Option<()> {
        let Database { log, position, deliveries, .. } = &mut self.database;
        let is_heard = log.hear(rules, position).is_none() && self.nodes.iter().all(|node| *node == Node::default());
        if !is_heard || deliveries.get(place)?.status != "delivered" {
            return None;
        }
        deliveries.remove(place);
        Some(())
    }

    /// The backup takes the database's place, in another epoch: its transactions are over, and those to come have numbers
    /// of their own. That takes longer than any message.
    pub fn restore(&mut self) -> Option<()> {
        let mut restored = *self.backup.take()?;
        let log = &mut restored.log;
        for writer in &mut log.writers {
            if matches!(writer, Writer::Begun(_) | Writer::Wrote(_)) {
                *writer = Writer::RolledBack;
            }
        }
        log.epoch += 1;
        log.next_transaction = FIRST_TRANSACTION - 1;
        self.database = restored;
        self.nodes = Default::default();
        Some(())
    }

    /// What is the same whichever node it is, and what nothing asks for any more, is told in one way.
    pub fn tidied(mut self) -> Self {
        self.nodes.sort_unstable();
        let claims = self.claims();
        self.leases.retain(|claim| claims.contains(claim));
        self
    }
}
