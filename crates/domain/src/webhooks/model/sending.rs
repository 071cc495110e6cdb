//! How deliveries are claimed, sent and settled.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Answer;
use super::rules::{Rule, Rules};
use super::world::{Database, Delivery, Message, World};
use crate::webhooks::DeliveryOutcome;
use crate::webhooks::schedule::after;

impl World {
    pub fn is_under_way(&self, delivery: &Delivery) -> bool {
        delivery.status == "sending" && delivery.claim.is_some_and(|claim| self.leases.contains(&claim))
    }

    /// Which deliveries may be due at the same time, a bit for each.
    pub fn due(&self) -> impl Iterator<Item = u8> {
        let Database { deliveries, is_active, .. } = &self.database;
        let is_open = |delivery: &Delivery| delivery.is_open() && !self.is_under_way(delivery) && *is_active;
        let open =
            (0..deliveries.len()).filter(|&place| is_open(&deliveries[place])).fold(0, |open, place| open | 1 << place);
        (1..=open).filter(move |due| due & !open == 0)
    }

    /// The node claims, of the deliveries that are due, the oldest of each row of which none is under way, or for an ordered
    /// webhook the oldest of all. There are fewer than may be under way.
    pub fn claim(&mut self, rules: &Rules, node: usize, due: u8) -> Option<()> {
        let first = self.database.deliveries.iter().position(Delivery::is_open);
        let is_ordered = rules.bounds.is_ordered && rules.holds(Rule::OldestFirst);
        let mut rows = BTreeSet::new();
        let places: Vec<usize> = (0..self.database.deliveries.len())
            .filter(|place| due & (1 << place) != 0 && (!is_ordered || first == Some(*place)))
            .filter(|&place| {
                let row = self.database.deliveries[place].line.row;
                self.is_free(rules, row) && rows.insert(row)
            })
            .collect();
        if places.is_empty() {
            return None;
        }
        let claim = self.unused_claim();
        self.leases.insert(claim);
        for place in places {
            let delivery = &mut self.database.deliveries[place];
            delivery.status = "sending";
            delivery.claim = Some(claim);
            delivery.attempts += 1;
            let Delivery { line, id, attempts, .. } = *delivery;
            self.nodes[node].messages.push(Message { line, id, claim, attempts, answer: None });
        }
        self.nodes[node].messages.sort_unstable();
        Some(())
    }

    fn is_free(&self, rules: &Rules, row: u8) -> bool {
        let mut of_row = self.database.deliveries.iter().filter(|delivery| delivery.line.row == row);
        !of_row.any(|delivery| self.is_under_way(delivery)) || !rules.holds(Rule::OneOfRow)
    }

    /// A random id is one that nothing has.
    fn unused_claim(&self) -> u8 {
        let used = self.claims();
        (0..=u8::MAX).find(|claim| !used.contains(claim)).expect("a claim")
    }

    pub fn claims(&self) -> BTreeSet<u8> {
        let databases = [Some(&self.database), self.backup.as_deref()].into_iter().flatten();
        let stored = databases.flat_map(|database| database.deliveries.iter().filter_map(|delivery| delivery.claim));
        stored.chain(self.claims_of_messages()).collect()
    }

    fn claims_of_messages(&self) -> impl Iterator<Item = u8> {
        self.nodes.iter().flat_map(|node| node.messages.iter().map(|message| message.claim))
    }

    pub fn answer(&mut self, node: usize, place: usize, answer: Answer) -> Option<()> {
        let message = self.nodes[node].messages.get_mut(place)?;
        message.answer = Some(answer);
        if answer != Answer::Lost {
            self.arrived.insert((message.line, message.id));
        }
        Some(())
    }

    /// The node stores what came of a message.
    pub fn settle(&mut self, rules: &Rules, node: usize, place: usize) -> Option<()> {
        let message = self.nodes[node].messages.get(place)?.clone();
        let answer = message.answer?;
        let is_own = |delivery: &Delivery| delivery.claim == Some(message.claim);
        let is_counted = |delivery: &&mut Delivery| {
            delivery.id == message.id
                && delivery.status == "sending"
                && (is_own(delivery) || !rules.holds(Rule::OwnClaim))
        };
        let Some(delivery) = self.database.deliveries.iter_mut().find(is_counted) else { return Some(()) };
        self.is_overtaken |= !is_own(delivery);
        let after = after(message.attempts, &answer.outcome(), 0.5);
        delivery.status = after.status;
        delivery.claim = None;
        delivery.answer = Some(answer);
        self.database.is_active &= answer != Answer::Gone;
        Some(())
    }

    /// Whether a node sends under this claim.
    pub fn is_held(&self, claim: u8) -> bool {
        self.claims_of_messages().any(|held| held == claim)
    }
}

impl Answer {
    fn outcome(self) -> DeliveryOutcome<'static> {
        match self {
            Self::Taken => DeliveryOutcome::Delivered,
            Self::Gone => DeliveryOutcome::Gone,
            Self::Refused => DeliveryOutcome::Failed { reason: "the receiver responded 500", retry_after: None },
            Self::Lost => {
                DeliveryOutcome::Failed { reason: "it took too long", retry_after: Some(Duration::from_secs(1)) }
            }
        }
    }
}
