//! What has to hold in all states, and what has to happen in some.

use stateright::Property;

use super::Answer;
use super::log::{Line, sees};
use super::rules::Rules;
use super::world::{Delivery, Message, World};
use crate::webhooks::schedule::wait_after;

pub const HEARD: &str = "what the position lies behind has its delivery";
pub const COMMITTED: &str = "what is sent was committed, and is wanted";
pub const ONE_DELIVERY: &str = "a line has one delivery at most";
pub const SAME_ID: &str = "a line arrives under the same id each time";
pub const OWN_ID: &str = "an id is that of one line";
pub const ONE_OF_ROW: &str = "one message of a row at most is under way";
pub const IN_ORDER: &str = "an ordered webhook is sent nothing while something older is open";
pub const OWN_CLAIM: &str = "an outcome counts only for the claim that made it";
pub const DELIVERED: &str = "what counts as delivered has arrived";
pub const FAILED: &str = "what counts as failed was tried to the end, or its receiver is gone";
pub const ENDED: &str = "at rest each committed line is delivered, has failed, or waits for its webhook";

pub const LATE: &str = "an outcome comes after another claim";
pub const AGAIN: &str = "a line arrives again";
pub const IN_PARTS: &str = "a line that is heard later has a lower number";
pub const TRIED_TO_THE_END: &str = "a delivery fails after the last attempt";
pub const WAITS: &str = "a delivery waits for its webhook at rest";
pub const HEARD_TWICE: &str = "a line is heard that has its delivery";
pub const RESTORED: &str = "all is delivered after a restore";

pub fn all() -> Vec<Property<Rules>> {
    vec![
        Property::always(HEARD, |_, world: &World| world.is_each_heard()),
        Property::always(COMMITTED, |_, world: &World| world.messages().all(|message| world.may_be_sent(message))),
        Property::always(ONE_DELIVERY, |_, world: &World| {
            world.database.deliveries.windows(2).all(|pair| pair[0].line.number != pair[1].line.number)
        }),
        Property::always(SAME_ID, |_, world: &World| {
            world.arrived.iter().all(|(line, id)| world.arrived.iter().all(|(other, of)| line != other || id == of))
        }),
        Property::always(OWN_ID, |_, world: &World| {
            world.arrived.iter().all(|(line, id)| world.arrived.iter().all(|(other, of)| id != of || line == other))
        }),
        Property::always(ONE_OF_ROW, |_, world: &World| {
            let of_row = |row| world.under_way().filter(|message| message.line.row == row).count();
            world.under_way().all(|message| of_row(message.line.row) == 1)
        }),
        Property::always(IN_ORDER, |rules: &Rules, world: &World| {
            let mut open = world.database.deliveries.iter().filter(|delivery| delivery.is_open());
            let oldest = open.next().map(|delivery| delivery.id);
            !rules.bounds.is_ordered || world.under_way().all(|message| Some(message.id) == oldest)
        }),
        Property::always(OWN_CLAIM, |_, world: &World| !world.is_overtaken),
        Property::always(DELIVERED, |_, world: &World| {
            world.of_status("delivered").all(|delivery| world.arrived.contains(&(delivery.line, delivery.id)))
        }),
        Property::always(FAILED, |_, world: &World| {
            world.of_status("failed").all(|delivery| delivery.answer == Some(Answer::Gone) || delivery.is_at_end())
        }),
        // The checker's own `eventually` overlooks histories that meet others.
        Property::always(ENDED, |rules: &Rules, world: &World| world.has_each_ended() || !rules.is_at_rest(world)),
        Property::sometimes(LATE, |_, world: &World| {
            let is_late = |message: &Message, delivery: &Delivery| {
                delivery.id == message.id && delivery.status == "sending" && delivery.claim != Some(message.claim)
            };
            world.messages().any(|message| {
                message.answer.is_some() && world.database.deliveries.iter().any(|delivery| is_late(message, delivery))
            })
        }),
        Property::sometimes(AGAIN, |_, world: &World| {
            world
                .messages()
                .any(|message| message.answer.is_none() && world.arrived.contains(&(message.line, message.id)))
        }),
        Property::sometimes(IN_PARTS, |_, world: &World| {
            let heard = world.nodes.iter().filter_map(|node| node.heard.as_ref()).flat_map(|(lines, _)| lines);
            let last = world.database.deliveries.last().map(|delivery| delivery.line.number);
            heard.into_iter().any(|line| Some(line.number) < last)
        }),
        Property::sometimes(TRIED_TO_THE_END, |_, world: &World| world.of_status("failed").any(Delivery::is_at_end)),
        Property::sometimes(WAITS, |rules: &Rules, world: &World| {
            world.of_status("pending").count() > 0 && rules.is_at_rest(world)
        }),
        Property::sometimes(HEARD_TWICE, |_, world: &World| {
            let mut heard = world.nodes.iter().filter_map(|node| node.heard.as_ref()).flat_map(|(lines, _)| lines);
            heard.any(|line| world.database.deliveries.iter().any(|delivery| delivery.line == *line))
        }),
        Property::sometimes(RESTORED, |rules: &Rules, world: &World| {
            let log = &world.database.log;
            log.epoch > 0
                && log.committed().any(|line| line.epoch > 0)
                && world.of_status("delivered").count() == log.writers.len()
                && rules.is_at_rest(world)
        }),
    ]
}

impl Delivery {
    fn is_at_end(&self) -> bool {
        wait_after(self.attempts, 0.5, None).is_none()
    }
}

impl World {
    fn messages(&self) -> impl Iterator<Item = &Message> {
        self.nodes.iter().flat_map(|node| &node.messages)
    }

    /// Messages that are sent within their lease.
    fn under_way(&self) -> impl Iterator<Item = &Message> {
        self.messages().filter(|message| message.answer.is_none() && self.leases.contains(&message.claim))
    }

    fn of_status(&self, status: &str) -> impl Iterator<Item = &Delivery> {
        self.database.deliveries.iter().filter(move |delivery| delivery.status == status)
    }

    fn is_each_heard(&self) -> bool {
        let (log, position) = (&self.database.log, &self.database.position);
        let mut heard = log
            .committed()
            .filter(|line| line.is_wanted && position.epoch == log.epoch && sees(&position.snapshot, line.transaction));
        heard.all(|line| {
            let has_delivery = self.database.deliveries.iter().any(|delivery| delivery.line == line);
            has_delivery || self.has_arrived(line)
        })
    }

    fn may_be_sent(&self, message: &Message) -> bool {
        message.line.is_wanted && self.database.log.committed().any(|line| line == message.line)
    }

    /// So its delivery may be deleted.
    fn has_arrived(&self, line: Line) -> bool {
        self.arrived.iter().any(|(arrived, _)| *arrived == line)
    }

    fn has_each_ended(&self) -> bool {
        self.database.log.committed().filter(|line| line.is_wanted).all(|line| {
            match self.database.deliveries.iter().find(|delivery| delivery.line == line) {
                Some(delivery) if matches!(delivery.status, "delivered" | "failed") => true,
                Some(delivery) => !self.database.is_active && !self.is_under_way(delivery),
                None => self.has_arrived(line),
            }
        })
    }
}
