//! Requests to the carrier.

use domain::attempts::{Kind, OpenAttempts, State};
use prometheus::{GaugeVec, IntCounterVec, IntGaugeVec, Opts, Registry};
use time::OffsetDateTime;

use super::Metrics;

/// The states of attempts that are not over.
const OPEN: [State; 4] = [State::Planned, State::Dispatching, State::Blocked, State::InDoubt];

pub struct Attempts {
    reached: IntCounterVec,
    too_late: IntCounterVec,
    open: IntGaugeVec,
    oldest: GaugeVec,
}

impl Attempts {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let reached = Opts::new(
            "bulkhead_attempts_total",
            "Requests to the carrier by this node, by the state that they led to.",
        );
        let too_late = Opts::new(
            "bulkhead_attempts_too_late_total",
            "Outcomes that came when the request was no longer the node's.",
        );
        let open = Opts::new(
            "bulkhead_attempts_open",
            "Requests to the carrier over all nodes that are due, under way, blocked or in doubt.",
        );
        let oldest =
            Opts::new("bulkhead_attempts_oldest_due_seconds", "Since when the oldest of them is due, by state.");
        let attempts = Self {
            reached: IntCounterVec::new(reached, &["kind", "state"])?,
            too_late: IntCounterVec::new(too_late, &["kind"])?,
            open: IntGaugeVec::new(open, &["state"])?,
            oldest: GaugeVec::new(oldest, &["state"])?,
        };
        registry.register(Box::new(attempts.reached.clone()))?;
        registry.register(Box::new(attempts.too_late.clone()))?;
        registry.register(Box::new(attempts.open.clone()))?;
        registry.register(Box::new(attempts.oldest.clone()))?;
        Ok(attempts)
    }
}

impl Metrics {
    /// A request to the carrier has led to this state.
    pub fn attempt_reached(&self, kind: Kind, state: State) {
        self.attempts.reached.with_label_values(&[kind.as_str(), state.as_str()]).inc();
    }

    /// What came of a request was known too late to count.
    pub fn attempt_too_late(&self, kind: Kind) {
        self.attempts.too_late.with_label_values(&[kind.as_str()]).inc();
    }

    /// Takes over how many attempts are open.
    pub fn count_attempts(&self, counts: &[OpenAttempts], now: OffsetDateTime) {
        for state in OPEN {
            let open = counts.iter().find(|open| open.state == state);
            self.attempts.open.with_label_values(&[state.as_str()]).set(open.map_or(0, |open| open.count));
            let age = open.and_then(|open| open.oldest).map_or(0.0, |oldest| (now - oldest).as_seconds_f64());
            self.attempts.oldest.with_label_values(&[state.as_str()]).set(age.max(0.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;

    #[test]
    fn open_attempts_are_counted_with_the_age_of_the_oldest() {
        let metrics = Metrics::new([]).unwrap();
        let now = OffsetDateTime::UNIX_EPOCH;
        let in_doubt = OpenAttempts { state: State::InDoubt, count: 3, oldest: Some(now - Duration::seconds(90)) };
        metrics.count_attempts(&[in_doubt], now);
        metrics.attempt_reached(Kind::Call, State::Accepted);
        let text = String::from_utf8(metrics.render()).unwrap();
        for line in [
            r#"bulkhead_attempts_open{state="in_doubt"} 3"#,
            r#"bulkhead_attempts_oldest_due_seconds{state="in_doubt"} 90"#,
            r#"bulkhead_attempts_open{state="planned"} 0"#,
            r#"bulkhead_attempts_total{kind="call",state="accepted"} 1"#,
        ] {
            assert!(text.contains(line), "{line} not in {text}");
        }
    }
}
