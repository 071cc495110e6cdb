//! How much of one thing each holder has, a client or a tenant, and all of them together.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::StatusCode;
use parking_lot::Mutex;
use prometheus::{IntCounter, IntGauge};

use crate::error::Error;
use crate::problem::Problem;

/// A limit, and how one too many is refused.
#[derive(Debug)]
pub struct Bound {
    pub most: usize,
    pub refusal: Refusal,
    pub refusals: IntCounter,
}

/// What is said where a bound is reached.
#[derive(Debug)]
pub enum Refusal {
    /// 429 for a client, by the words that name the limit.
    Client(&'static str),
    /// 503 of the node, likewise.
    Node(&'static str),
    /// 429 for a tenant.
    Tenant { detail: Cow<'static, str>, retry_after: Duration },
}

/// What is held, in memory that grows with what is held and not with the holders that were ever seen.
#[derive(Debug)]
pub struct Tally<K> {
    per_holder: Bound,
    per_node: Option<Bound>,
    gauge: Option<IntGauge>,
    held: Mutex<Held<K>>,
}

#[derive(Debug)]
struct Held<K> {
    by_holder: HashMap<K, usize>,
    in_all: usize,
}

/// A holder's part of a tally; given back when dropped.
#[derive(Debug)]
#[must_use]
pub struct Share<K: Copy + Eq + Hash> {
    tally: Arc<Tally<K>>,
    holder: K,
    amount: usize,
}

impl<K: Copy + Eq + Hash> Tally<K> {
    pub fn new(per_holder: Bound, per_node: Option<Bound>, gauge: Option<IntGauge>) -> Arc<Self> {
        let held = Mutex::new(Held { by_holder: HashMap::new(), in_all: 0 });
        Arc::new(Self { per_holder, per_node, gauge, held })
    }

    /// Takes an amount for a holder; refused where it would hold too much, or all would.
    pub fn take(self: &Arc<Self>, holder: K, amount: usize) -> Result<Share<K>, Error> {
        let mut share = self.none(holder);
        share.grow(amount)?;
        Ok(share)
    }

    /// A share of nothing, which may grow.
    pub fn none(self: &Arc<Self>, holder: K) -> Share<K> {
        Share { tally: Arc::clone(self), holder, amount: 0 }
    }

    fn add(&self, holder: K, amount: usize) -> Result<(), Error> {
        let mut held = self.held.lock();
        let own = held.by_holder.get(&holder).copied().unwrap_or(0).saturating_add(amount);
        if own > self.per_holder.most {
            return Err(self.per_holder.refuse());
        }
        let in_all = held.in_all.saturating_add(amount);
        if let Some(bound) = self.per_node.as_ref().filter(|bound| in_all > bound.most) {
            return Err(bound.refuse());
        }
        held.in_all = in_all;
        if own > 0 {
            held.by_holder.insert(holder, own);
        }
        self.show(in_all);
        Ok(())
    }

    fn give_back(&self, holder: K, amount: usize) {
        let mut held = self.held.lock();
        held.in_all = held.in_all.saturating_sub(amount);
        if let Some(own) = held.by_holder.get_mut(&holder) {
            *own = own.saturating_sub(amount);
            if *own == 0 {
                held.by_holder.remove(&holder);
            }
        }
        self.show(held.in_all);
    }

    fn show(&self, in_all: usize) {
        if let Some(gauge) = &self.gauge {
            gauge.set(i64::try_from(in_all).unwrap_or(i64::MAX));
        }
    }

    /// How many hold anything.
    #[cfg(test)]
    pub fn holders(&self) -> usize {
        self.held.lock().by_holder.len()
    }
}

impl Bound {
    /// The error of one too many, which is counted.
    pub fn refuse(&self) -> Error {
        self.refusals.inc();
        match &self.refusal {
            Refusal::Client(of_what) => {
                let detail = format!("This client has reached its limit of {} {of_what}.", self.most);
                let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail);
                Error::Special { problem: Box::new(problem), retry_after: Some(Duration::from_secs(1)) }
            }
            Refusal::Node(of_what) => {
                Error::unavailable(format!("this node has reached its limit of {} {of_what}", self.most))
            }
            Refusal::Tenant { detail, retry_after } => {
                Error::ShareUsedUp { detail: detail.clone(), retry_after: *retry_after }
            }
        }
    }
}

impl<K: Copy + Eq + Hash> Share<K> {
    /// Takes more of the same for the same holder.
    pub fn grow(&mut self, amount: usize) -> Result<(), Error> {
        self.tally.add(self.holder, amount)?;
        self.amount += amount;
        Ok(())
    }
}

impl<K: Copy + Eq + Hash> Drop for Share<K> {
    fn drop(&mut self) {
        self.tally.give_back(self.holder, self.amount);
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;
    use crate::client::ClientKey;

    fn client(address: &str) -> ClientKey {
        address.parse::<IpAddr>().unwrap().into()
    }

    fn tally() -> Arc<Tally<ClientKey>> {
        let bound = |most, refusal| Bound { most, refusal, refusals: IntCounter::new("a", "a").unwrap() };
        let per_node = bound(5, Refusal::Node("things (THINGS)"));
        Tally::new(bound(3, Refusal::Client("things (THINGS)")), Some(per_node), IntGauge::new("b", "b").ok())
    }

    fn shown(tally: &Tally<ClientKey>) -> i64 {
        tally.gauge.as_ref().unwrap().get()
    }

    fn status(refused: Result<Share<ClientKey>, Error>) -> u16 {
        refused.unwrap_err().problem().status.as_u16()
    }

    #[test]
    fn api_7_addresses_of_one_network_share_a_bound() {
        let tally = tally();
        let held: Vec<_> =
            (1..=3).map(|last| tally.take(client(&format!("2001:db8:1:2::{last}")), 1).unwrap()).collect();
        assert_eq!(status(tally.take(client("2001:db8:1:2:ffff::9"), 1)), 429);
        assert!(tally.take(client("2001:db8:1:3::1"), 1).is_ok());
        drop(held);
        assert!(tally.take(client("2001:db8:1:2:ffff::9"), 1).is_ok());
    }

    #[test]
    fn api_7_all_clients_together_are_bounded_and_nothing_is_kept_of_those_that_went() {
        let tally = tally();
        let mut first = tally.take(client("192.0.2.1"), 2).unwrap();
        let second = tally.take(client("192.0.2.2"), 3).unwrap();
        assert_eq!(status(tally.take(client("192.0.2.3"), 1)), 503);
        assert!(first.grow(1).is_err());
        drop(second);
        first.grow(1).unwrap();
        assert_eq!(shown(&tally), 3);
        drop(first);
        assert_eq!((shown(&tally), tally.holders()), (0, 0));
    }

    #[test]
    fn a_refusal_names_the_limit() {
        let refused = tally().take(client("192.0.2.1"), 4).unwrap_err().problem();
        assert_eq!(refused.detail, "This client has reached its limit of 3 things (THINGS).");
    }
}
