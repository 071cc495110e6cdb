//! Webhooks, checked in all their states: from writers whose transactions commit late or roll back, over the log, to a
//! receiver, with two nodes that are killed before any step.
//!
//! What is new in the log is told by `Snapshot::sees`, and what becomes of an attempt by `schedule::after`, which the
//! server runs. What SQL decides stands in `log.rs`, `world.rs` and `sending.rs` once more. A delivery that waits is due at
//! any time, and a lease ends at any time, also of a node that goes on. A message that arrives after its node has given it
//! up is one that was refused.

mod checks;
mod log;
mod properties;
mod rules;
mod sending;
mod world;

use std::collections::BTreeSet;

use stateright::{Model, Property};

use log::{Log, Position, Writer};
use rules::{Bounds, Left, Rule, Rules};
use world::{Database, World};

const FIRST_TRANSACTION: u64 = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    Taken,
    Refused,
    Gone,
    /// The message doesn't arrive.
    Lost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Begin(usize),
    Write(usize),
    Commit(usize),
    RollBack(usize),
    /// A node runs `tenancy.hear_changes`.
    Hear(usize),
    CommitHeard(usize),
    /// A node claims while these deliveries are due, a bit for each.
    Claim(usize, u8),
    Answer(usize, usize, Answer),
    Settle(usize, usize),
    /// An outcome is stored, and the node doesn't hear of that.
    SettleUnheard(usize, usize),
    Kill(usize),
    EndLease(u8),
    Replay,
    /// An admin pauses the webhook, or it was disabled for failing.
    Pause,
    Resume,
    Expire(usize),
    BackUp,
    Restore,
}

impl Action {
    /// Of what this takes one; `None` where it happens by itself.
    fn spends<'a>(&self, world: &World, left: &'a mut Left) -> Option<&'a mut u8> {
        match self {
            Self::Answer(_, _, Answer::Refused | Answer::Gone | Answer::Lost) => Some(&mut left.failures),
            Self::SettleUnheard(..) => Some(&mut left.unheard),
            Self::Kill(_) => Some(&mut left.kills),
            Self::EndLease(claim) if world.is_held(*claim) => Some(&mut left.leases),
            Self::Replay => Some(&mut left.replays),
            Self::Pause => Some(&mut left.pauses),
            Self::Resume => Some(&mut left.resumptions),
            Self::Expire(_) => Some(&mut left.expiries),
            Self::BackUp => Some(&mut left.backups),
            Self::Restore => Some(&mut left.restores),
            _ => None,
        }
    }
}

impl Model for Rules {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let Bounds { lines, are_committed, left, .. } = self.bounds;
        let writers = vec![Writer::Waits; lines.len()];
        let mut log = Log { writers, next_transaction: FIRST_TRANSACTION, next_number: 1, epoch: 0 };
        let position = Position { snapshot: log.snapshot(), epoch: 0, target: None, read_up_to: 0 };
        for place in (0..lines.len()).filter(|_| are_committed) {
            for action in [Action::Begin(place), Action::Write(place), Action::Commit(place)] {
                log.write(action, lines).expect("a writer's steps");
            }
        }
        vec![World {
            database: Database { log, position, deliveries: Vec::new(), made: 0, is_active: true },
            backup: None,
            nodes: Default::default(),
            leases: BTreeSet::new(),
            arrived: BTreeSet::new(),
            is_overtaken: false,
            left,
        }]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        let Database { log, deliveries, .. } = &world.database;
        for (place, writer) in log.writers.iter().enumerate() {
            match writer {
                // Writers differ in nothing but their place.
                Writer::Waits if place > 0 && log.writers[place - 1] == Writer::Waits => {}
                Writer::Waits => actions.push(Action::Begin(place)),
                Writer::Begun(_) => actions.push(Action::Write(place)),
                Writer::Wrote(_) => actions.extend([Action::Commit(place), Action::RollBack(place)]),
                Writer::Committed(_) | Writer::RolledBack => {}
            }
        }
        for (node, does) in world.nodes.iter().enumerate() {
            // Nodes neither.
            if node > 0 && world.nodes[node - 1] == *does {
                continue;
            }
            actions.push(if does.heard.is_some() { Action::CommitHeard(node) } else { Action::Hear(node) });
            actions.extend(world.due().map(|due| Action::Claim(node, due)));
            for (place, message) in does.messages.iter().enumerate() {
                if message.answer.is_some() {
                    actions.extend([Action::Settle(node, place), Action::SettleUnheard(node, place)]);
                } else {
                    let answers = [Answer::Taken, Answer::Refused, Answer::Gone, Answer::Lost];
                    actions.extend(answers.map(|answer| Action::Answer(node, place, answer)));
                }
            }
            actions.push(Action::Kill(node));
        }
        actions.extend(world.leases.iter().filter(|_| self.holds(Rule::Lease)).map(|claim| Action::EndLease(*claim)));
        actions.extend((0..deliveries.len()).map(Action::Expire));
        actions.extend([Action::Replay, Action::Pause, Action::Resume, Action::BackUp, Action::Restore]);
        let mut left = world.left;
        actions.retain(|action| action.spends(world, &mut left).is_none_or(|left| *left > 0));
    }

    fn next_state(&self, before: &World, action: Action) -> Option<World> {
        let mut world = before.clone();
        match action {
            Action::Begin(_) | Action::Write(_) | Action::Commit(_) | Action::RollBack(_) => {
                world.database.log.write(action, self.bounds.lines)?;
            }
            Action::Hear(node) => world.hear(self, node)?,
            Action::CommitHeard(node) => world.commit_heard(self, node)?,
            Action::Claim(node, due) => world.claim(self, node, due)?,
            Action::Answer(node, place, answer) => world.answer(node, place, answer)?,
            Action::Settle(node, place) => {
                world.settle(self, node, place)?;
                world.nodes[node].messages.remove(place);
            }
            Action::SettleUnheard(node, place) => world.settle(self, node, place)?,
            Action::Kill(node) => world.kill(node)?,
            Action::EndLease(claim) => {
                world.leases.remove(&claim);
            }
            Action::Replay => world.replay(self)?,
            Action::Pause => world.pause()?,
            Action::Resume => world.resume()?,
            Action::Expire(place) => world.expire(self, place)?,
            Action::BackUp => world.backup = Some(Box::new(world.database.clone())),
            Action::Restore => world.restore()?,
        }
        if let Some(left) = action.spends(before, &mut world.left) {
            *left -= 1;
        }
        Some(world.tidied())
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}
