//! The rules that the server follows, and how much happens in one history.

use stateright::Model;

use super::world::World;

/// What happens in one history.
#[derive(Clone, Copy)]
pub struct Bounds {
    /// The row of the line that each writer writes, and whether the webhook hears of it.
    pub lines: &'static [(u8, bool)],
    /// Whether they are committed when it begins.
    pub are_committed: bool,
    /// How many lines are heard at once.
    pub most: usize,
    /// How many attempts a new delivery has behind it.
    pub attempts: i64,
    /// Whether the webhook hears of one event after the other.
    pub is_ordered: bool,
    pub left: Left,
}

/// How often that may still happen which needn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Left {
    pub kills: u8,
    pub failures: u8,
    pub unheard: u8,
    /// Leases that end while their node goes on.
    pub leases: u8,
    pub replays: u8,
    pub pauses: u8,
    pub resumptions: u8,
    pub expiries: u8,
    pub backups: u8,
    pub restores: u8,
}

/// A rule that the server follows, which the properties have to find broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A line is read once it is committed.
    Committed,
    /// The position moves in the transaction that makes the deliveries.
    OneTransaction,
    /// After parts, the position goes to what was seen when the first one was read.
    FirstTarget,
    /// In another epoch, snapshots tell nothing.
    Epoch,
    /// A line has one delivery.
    UniqueIndex,
    /// The id of a delivery is made from its line.
    IdOfLine,
    /// A claim leaves a row alone of which a message is under way.
    OneOfRow,
    /// An ordered webhook is sent the oldest that is open.
    OldestFirst,
    /// An outcome counts only for its claim.
    OwnClaim,
    /// A lease ends.
    Lease,
    /// And from its time: after a restore, lines get the numbers of those that were lost.
    IdOfTime,
}

#[derive(Clone, Copy)]
pub struct Rules {
    pub bounds: Bounds,
    pub broken: Option<Rule>,
}

impl Rules {
    pub fn holds(&self, rule: Rule) -> bool {
        self.broken != Some(rule)
    }

    /// Whether nothing goes on by itself any more.
    pub fn is_at_rest(&self, world: &World) -> bool {
        let (mut actions, mut left) = (Vec::new(), world.left);
        self.actions(world, &mut actions);
        !actions
            .into_iter()
            .any(|action| action.spends(world, &mut left).is_none() && self.next_state(world, action).is_some())
    }
}
