//! Rate limits by client, named by operation: they shed floods on this node before any work is done.
//!
//! Counting that must hold across nodes and restarts (failed sign-ins, codes) is Postgres's; this is the gate before.

use std::hash::{BuildHasher, Hash, RandomState};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed, StateStore};
use governor::{Quota, RateLimiter};

use crate::error::Error;

/// Slots per limit: 2 MiB of memory, however many clients come.
const SLOTS: usize = 1 << 18;

/// The operations that are limited, each with a quota of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Every request that reaches the application.
    AnyRequest,
    /// An attempt to sign in, by any route that checks a password or a code.
    Login,
    /// A registration.
    Register,
    /// A request that may change something.
    Write,
    /// A use of a refresh token.
    Tokens,
    /// A read of what is the same for every client: the API's description, the public keys.
    Documents,
    /// A probe.
    Health,
    /// A request of a carrier, or of a mail provider whose user unsubscribes.
    Webhook,
    /// A report of a browser.
    Reports,
    /// A request by an API key, counted by the key and not by the client.
    ApiKey,
}

/// `requests` at once or within `per`, after which one more is allowed each `per / requests`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub requests: NonZeroU32,
    pub per: Duration,
}

/// The rate of each limit; `None` turns it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rates {
    pub any_request: Option<Rate>,
    pub login: Option<Rate>,
    pub register: Option<Rate>,
    pub write: Option<Rate>,
    pub tokens: Option<Rate>,
    pub documents: Option<Rate>,
    pub health: Option<Rate>,
    pub webhook: Option<Rate>,
    pub reports: Option<Rate>,
    pub api_key: Option<Rate>,
}

/// All limits of this process; shared by its workers.
pub struct Limits<C: Clock = DefaultClock> {
    any_request: Option<Limiter<C>>,
    login: Option<Limiter<C>>,
    register: Option<Limiter<C>>,
    write: Option<Limiter<C>>,
    tokens: Option<Limiter<C>>,
    documents: Option<Limiter<C>>,
    health: Option<Limiter<C>>,
    webhook: Option<Limiter<C>>,
    reports: Option<Limiter<C>>,
    api_key: Option<Limiter<C>>,
    hasher: RandomState,
}

type Limiter<C> = RateLimiter<usize, Slots, C, governor::middleware::NoOpMiddleware<<C as Clock>::Instant>>;

impl Limits {
    pub fn new(rates: Rates) -> Self {
        Self::with_clock(rates, &DefaultClock::default())
    }
}

impl<C: Clock + Clone> Limits<C> {
    pub fn with_clock(rates: Rates, clock: &C) -> Self {
        let limiter = |rate: Option<Rate>| -> Option<Limiter<C>> {
            let rate = rate?;
            let quota = Quota::with_period(rate.per / rate.requests.get())?.allow_burst(rate.requests);
            Some(RateLimiter::new(quota, Slots::new(), clock.clone()))
        };
        Self {
            any_request: limiter(rates.any_request),
            login: limiter(rates.login),
            register: limiter(rates.register),
            write: limiter(rates.write),
            tokens: limiter(rates.tokens),
            documents: limiter(rates.documents),
            health: limiter(rates.health),
            webhook: limiter(rates.webhook),
            reports: limiter(rates.reports),
            api_key: limiter(rates.api_key),
            hasher: RandomState::new(),
        }
    }

    /// Counts one act of this client or key; `Error::TooManyRequests` where it is one too many.
    pub fn check(&self, limit: Limit, who: impl Hash) -> Result<(), Error> {
        let limiter = match limit {
            Limit::AnyRequest => &self.any_request,
            Limit::Login => &self.login,
            Limit::Register => &self.register,
            Limit::Write => &self.write,
            Limit::Tokens => &self.tokens,
            Limit::Documents => &self.documents,
            Limit::Health => &self.health,
            Limit::Webhook => &self.webhook,
            Limit::Reports => &self.reports,
            Limit::ApiKey => &self.api_key,
        };
        let Some(limiter) = limiter else {
            return Ok(());
        };
        let slot = self.slot(who);
        limiter
            .check_key(&slot)
            .map_err(|until| Error::TooManyRequests { retry_after: until.wait_time_from(limiter.clock().now()) })
    }

    #[expect(clippy::cast_possible_truncation, reason = "the slot is the hash's lowest bits")]
    fn slot(&self, who: impl Hash) -> usize {
        self.hasher.hash_one(who) as usize & (SLOTS - 1)
    }
}

/// The state of every client, in a table that never grows.
///
/// A client's slot is a keyed hash of its address, so an attacker can't choose the client to share a slot with. Two
/// clients whose hashes collide share a quota: with 1,000 clients at their limit, that affects one other client in 260.
/// A table of clients would have to refuse new clients when it is full; this one needs neither sweeping nor a lock.
struct Slots(Box<[InMemoryState]>);

impl Slots {
    fn new() -> Self {
        Self((0..SLOTS).map(|_| InMemoryState::default()).collect())
    }
}

impl StateStore for Slots {
    type Key = usize;

    fn measure_and_replace<T, F, E>(&self, key: &usize, f: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        self.0[*key].measure_and_replace(&NotKeyed::NonKey, f)
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    use governor::clock::FakeRelativeClock;

    use crate::client::ClientKey;

    use super::*;

    const TEN_A_MINUTE: Rate = Rate { requests: NonZeroU32::new(10).unwrap(), per: Duration::from_mins(1) };

    fn limits(clock: &FakeRelativeClock) -> Limits<FakeRelativeClock> {
        let rates = Rates { login: Some(TEN_A_MINUTE), register: Some(TEN_A_MINUTE), ..Rates::default() };
        Limits::with_clock(rates, clock)
    }

    fn client(last: u8) -> ClientKey {
        IpAddr::from(Ipv4Addr::new(192, 0, 2, last)).into()
    }

    #[test]
    fn rl_3_measured_numbers_equal_the_documented_ones() {
        let clock = FakeRelativeClock::default();
        let limits = limits(&clock);
        let passed = |tries| (0..tries).filter(|_| limits.check(Limit::Login, client(1)).is_ok()).count();
        assert_eq!(passed(50), 10);
        clock.advance(Duration::from_secs(6));
        assert_eq!(passed(50), 1);
        clock.advance(Duration::from_mins(1));
        assert_eq!(passed(50), 10);
    }

    #[test]
    fn rl_3_the_wait_that_is_told_suffices() {
        let clock = FakeRelativeClock::default();
        let limits = limits(&clock);
        for _ in 0..10 {
            limits.check(Limit::Login, client(1)).unwrap();
        }
        let refused = limits.check(Limit::Login, client(1));
        let Err(Error::TooManyRequests { retry_after }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(retry_after, Duration::from_secs(6));
        clock.advance(retry_after);
        assert!(limits.check(Limit::Login, client(1)).is_ok());
    }

    #[test]
    fn rl_2_each_operation_and_each_client_counts_by_itself() {
        let limits = limits(&FakeRelativeClock::default());
        for _ in 0..20 {
            let _ = limits.check(Limit::Login, client(1));
        }
        assert!(limits.check(Limit::Login, client(1)).is_err());
        assert!(limits.check(Limit::Register, client(1)).is_ok());
        assert!(limits.check(Limit::Login, client(2)).is_ok());
        assert!(limits.check(Limit::AnyRequest, client(1)).is_ok(), "off");
    }

    #[test]
    fn rl_4_a_million_clients_take_no_more_memory_and_leave_the_others_alone() {
        let limits = limits(&FakeRelativeClock::default());
        for network in 0..1_000_000_u128 {
            let address = IpAddr::from(Ipv6Addr::from(network << 64));
            let _ = limits.check(Limit::Login, ClientKey::from(address));
        }
        let slots = std::mem::size_of::<InMemoryState>() * SLOTS;
        assert_eq!(slots, 2 << 20);
        assert!((0..250).any(|last| limits.check(Limit::Login, client(last)).is_ok()));
    }
}
