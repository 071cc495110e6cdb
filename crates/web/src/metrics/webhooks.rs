//! Requests of carriers.

use prometheus::{IntCounterVec, Opts, Registry};

use super::Metrics;

/// What became of a request of a carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was the first to say this, and had its effect.
    Applied,
    /// It came again, and was answered as the first one.
    Repeated,
    /// Its call or message isn't there yet.
    Waiting,
    /// It tells what no call or message has a state for.
    Unknown,
    /// Its signature isn't that of the phone, or there is no such phone.
    Unsigned,
    /// It is signed, and about an account or a number that isn't the phone's.
    Foreign,
}

impl Verdict {
    const ALL: [Self; 6] = [Self::Applied, Self::Repeated, Self::Waiting, Self::Unknown, Self::Unsigned, Self::Foreign];

    fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Repeated => "repeated",
            Self::Waiting => "waiting",
            Self::Unknown => "unknown",
            Self::Unsigned => "unsigned",
            Self::Foreign => "foreign",
        }
    }
}

pub struct Webhooks(IntCounterVec);

impl Webhooks {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let requests =
            Opts::new("bulkhead_carrier_requests_total", "Requests of carriers, by route and by what became of them.");
        let requests = IntCounterVec::new(requests, &["kind", "verdict"])?;
        registry.register(Box::new(requests.clone()))?;
        for kind in ["voice", "sms", "status"] {
            for verdict in Verdict::ALL {
                requests.with_label_values(&[kind, verdict.as_str()]);
            }
        }
        Ok(Self(requests))
    }
}

impl Metrics {
    /// Counts a request of a carrier to a route of this kind.
    pub fn count_webhook(&self, kind: &str, verdict: Verdict) {
        self.webhooks.0.with_label_values(&[kind, verdict.as_str()]).inc();
    }
}
