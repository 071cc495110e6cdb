use std::net::SocketAddr;
use std::time::Duration;

use base::{Clock, Random};
use serde::{Deserialize, Serialize};
use url::Url;

/// What a simulated carrier is started with.
#[derive(Clone, Debug)]
pub struct SimulatorSettings {
    /// Where it listens, on loopback; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Our server as the carrier knows it. No request goes to any other origin.
    pub public_url: Url,
    /// Where the connections for `public_url` go, in turn; without any, where its host and port lead.
    pub nodes: Vec<Url>,
    pub pace: Pace,
    pub faults: Faults,
    /// What decides which faults happen; the same seed makes the same decisions in their order.
    pub fault_seed: u64,
    pub clock: Clock,
    /// What SIDs are made of.
    pub random: Random,
}

/// How long the steps of a call and of a message take.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// From its start to its ringing.
    pub dialling: Duration,
    /// Ringing, until a person answers.
    pub ringing: Duration,
    /// A spoken character.
    pub character: Duration,
    /// A second of a pause or of silence in a document.
    pub second: Duration,
    /// A text message from one state to the next.
    pub delivery: Duration,
    /// The longest time until due work is noticed.
    pub tick: Duration,
}

impl Pace {
    /// As people are used to.
    pub const NATURAL: Self = Self {
        dialling: Duration::from_millis(300),
        ringing: Duration::from_secs(2),
        character: Duration::from_millis(50),
        second: Duration::from_secs(1),
        delivery: Duration::from_millis(500),
        tick: Duration::from_millis(500),
    };

    /// For tests: as fast as the books allow.
    pub const FAST: Self = Self {
        dialling: Duration::from_millis(1),
        ringing: Duration::from_millis(1),
        character: Duration::ZERO,
        second: Duration::from_millis(1),
        delivery: Duration::from_millis(1),
        tick: Duration::from_millis(5),
    };
}

/// What goes wrong, each in thousandths of the requests or callbacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// Requests that get 429 and are not processed.
    pub too_many_requests: u16,
    /// Requests that get 503 and are not processed.
    pub error_before_accepting: u16,
    /// Requests that are processed and get 500.
    pub error_after_accepting: u16,
    /// Requests that are processed and never get a response.
    pub hang_after_accepting: u16,
    /// Requests that are processed, and whose connection is closed without a response.
    pub close_after_accepting: u16,
    /// Callbacks that come twice.
    pub duplicate: u16,
    /// Callbacks that come behind later ones.
    pub reorder: u16,
    /// Callbacks that never come.
    pub drop: u16,
    /// Callbacks that come late, by `delay_millis` at most.
    pub delay: u16,
    pub delay_millis: u32,
}
