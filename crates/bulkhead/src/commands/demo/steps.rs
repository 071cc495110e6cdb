//! What the members do, in its order, before anything is stored.

use domain::kit::{Collection, Resource};
use serde_json::Value as Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::dice::Dice;

/// What a member does.
pub struct Step {
    /// Their place in the team.
    pub author: usize,
    pub act: Act,
}

pub enum Act {
    /// Makes a row, as by the route.
    Create(Row),
    /// Brings a row along that was over before the tenant was here.
    Record(Row),
    /// Changes fields of a row.
    Change { resource: &'static Resource, id: Uuid, json: Json },
    /// Does what a verb says to a row.
    Verb { resource: &'static Resource, id: Uuid, verb: &'static str },
}

pub struct Row {
    pub rows: Collection<'static>,
    pub id: Uuid,
    pub made_at: OffsetDateTime,
    pub json: Json,
}

pub struct Steps {
    pub dice: Dice,
    /// The users' ids, by their places in the team.
    pub users: Vec<Uuid>,
    done: Vec<Step>,
}

impl Steps {
    pub fn new(dice: Dice, users: Vec<Uuid>) -> Self {
        Self { dice, users, done: Vec::new() }
    }

    /// One of those who write.
    pub fn writer(&self) -> usize {
        1 + usize::from(self.dice.below(5))
    }

    /// Has a member make a row at this time.
    pub fn create(
        &mut self,
        author: usize,
        rows: impl Into<Collection<'static>>,
        made_at: OffsetDateTime,
        json: Json,
    ) -> Uuid {
        self.make(author, Act::Create, Row { rows: rows.into(), id: self.dice.id(made_at), made_at, json })
    }

    /// The same for a row that was over before the tenant was here.
    pub fn record(
        &mut self,
        author: usize,
        rows: impl Into<Collection<'static>>,
        made_at: OffsetDateTime,
        json: Json,
    ) -> Uuid {
        self.make(author, Act::Record, Row { rows: rows.into(), id: self.dice.id(made_at), made_at, json })
    }

    fn make(&mut self, author: usize, act: fn(Row) -> Act, row: Row) -> Uuid {
        let id = row.id;
        self.done.push(Step { author, act: act(row) });
        id
    }

    pub fn change(&mut self, author: usize, resource: &'static Resource, id: Uuid, json: Json) {
        self.done.push(Step { author, act: Act::Change { resource, id, json } });
    }

    pub fn act(&mut self, author: usize, resource: &'static Resource, id: Uuid, verb: &'static str) {
        self.done.push(Step { author, act: Act::Verb { resource, id, verb } });
    }

    /// How many rows of each resource are made, in the order of the first of each.
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        for step in &self.done {
            let (Act::Create(row) | Act::Record(row)) = &step.act else { continue };
            let plural = row.rows.resource.plural;
            match counts.iter_mut().find(|(known, _)| *known == plural) {
                Some((_, count)) => *count += 1,
                None => counts.push((plural, 1)),
            }
        }
        counts
    }

    pub fn into_steps(self) -> Vec<Step> {
        self.done
    }
}
