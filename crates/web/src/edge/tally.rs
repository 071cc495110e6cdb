//! How much of one thing each client holds, and all of them together.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::StatusCode;
use parking_lot::Mutex;
use prometheus::{IntCounter, IntGauge};

use crate::client::ClientKey;
use crate::error::Error;
use crate::problem::Problem;

/// A limit, by the words that name it to a client and in the log.
#[derive(Debug)]
pub struct Bound {
    pub most: usize,
    pub of_what: &'static str,
    pub refusals: IntCounter,
}

/// What is held, in memory that grows with what is held and not with the clients that were ever seen.
#[derive(Debug)]
pub struct Tally {
    per_client: Bound,
    per_node: Option<Bound>,
    gauge: IntGauge,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    by_client: HashMap<ClientKey, usize>,
    in_all: usize,
}

/// A client's part of a tally; given back when dropped.
#[derive(Debug)]
pub struct Share {
    tally: Arc<Tally>,
    client: ClientKey,
    amount: usize,
}

impl Tally {
    pub fn new(per_client: Bound, per_node: Option<Bound>, gauge: IntGauge) -> Arc<Self> {
        Arc::new(Self { per_client, per_node, gauge, held: Mutex::default() })
    }

    /// Takes an amount for a client: 429 where it would hold too much, 503 where all would.
    pub fn take(self: &Arc<Self>, client: ClientKey, amount: usize) -> Result<Share, Error> {
        self.add(client, amount)?;
        Ok(Share { tally: Arc::clone(self), client, amount })
    }

    fn add(&self, client: ClientKey, amount: usize) -> Result<(), Error> {
        let mut held = self.held.lock();
        let own = held.by_client.get(&client).copied().unwrap_or(0) + amount;
        if own > self.per_client.most {
            return Err(self.per_client.refuse_client());
        }
        let in_all = held.in_all + amount;
        if let Some(bound) = self.per_node.as_ref().filter(|bound| in_all > bound.most) {
            return Err(bound.refuse_node());
        }
        held.in_all = in_all;
        if own > 0 {
            held.by_client.insert(client, own);
        }
        self.gauge.set(i64::try_from(in_all).unwrap_or(i64::MAX));
        Ok(())
    }

    fn give_back(&self, client: ClientKey, amount: usize) {
        let mut held = self.held.lock();
        held.in_all = held.in_all.saturating_sub(amount);
        if let Some(own) = held.by_client.get_mut(&client) {
            *own = own.saturating_sub(amount);
            if *own == 0 {
                held.by_client.remove(&client);
            }
        }
        self.gauge.set(i64::try_from(held.in_all).unwrap_or(i64::MAX));
    }
}

impl Bound {
    /// 429: the client itself holds too much.
    fn refuse_client(&self) -> Error {
        self.refusals.inc();
        let detail = format!("This client has reached its limit of {} {}.", self.most, self.of_what);
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail);
        Error::Special { problem: Box::new(problem), retry_after: Some(Duration::from_secs(1)) }
    }

    /// 503: all clients together do.
    pub fn refuse_node(&self) -> Error {
        self.refusals.inc();
        Error::unavailable(format!("this node has reached its limit of {} {}", self.most, self.of_what))
    }
}

impl Share {
    /// Takes more of the same for the same client.
    pub fn grow(&mut self, amount: usize) -> Result<(), Error> {
        self.tally.add(self.client, amount)?;
        self.amount += amount;
        Ok(())
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.tally.give_back(self.client, self.amount);
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn client(address: &str) -> ClientKey {
        address.parse::<IpAddr>().unwrap().into()
    }

    fn tally() -> Arc<Tally> {
        let bound = |most| Bound { most, of_what: "things (THINGS)", refusals: IntCounter::new("a", "a").unwrap() };
        Tally::new(bound(3), Some(bound(5)), IntGauge::new("b", "b").unwrap())
    }

    fn status(refused: Result<Share, Error>) -> u16 {
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
        assert_eq!(tally.gauge.get(), 3);
        drop(first);
        assert_eq!((tally.gauge.get(), tally.held.lock().by_client.len()), (0, 0));
    }

    #[test]
    fn a_refusal_names_the_limit() {
        let refused = tally().take(client("192.0.2.1"), 4).unwrap_err().problem();
        assert_eq!(refused.detail, "This client has reached its limit of 3 things (THINGS).");
    }
}
