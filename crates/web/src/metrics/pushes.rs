//! Messages to browsers.

use domain::OpenDeliveries;
use domain::push::SettledPush;
use prometheus::{IntCounterVec, Opts, Registry};
use time::OffsetDateTime;

use super::Metrics;
use super::deliveries::Open;

pub struct Pushes {
    attempts: IntCounterVec,
    open: Open,
}

impl Pushes {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let attempts = Opts::new(
            "bulkhead_push_attempts_total",
            "Attempts of this node to push a notification to a browser, by what the delivery came to.",
        );
        let pushes = Self {
            attempts: IntCounterVec::new(attempts, &["outcome"])?,
            open: Open::new(registry, "bulkhead_push_deliveries", "browsers")?,
        };
        registry.register(Box::new(pushes.attempts.clone()))?;
        Ok(pushes)
    }
}

impl Metrics {
    /// An attempt was made, and its delivery came to this.
    pub fn push_settled(&self, settled: SettledPush) {
        self.pushes.attempts.with_label_values(&[settled.as_str()]).inc();
    }

    /// Takes over how many deliveries to browsers are open.
    pub fn count_pushes(&self, counts: &[OpenDeliveries], now: OffsetDateTime) {
        self.pushes.open.set(counts, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_and_open_deliveries_are_counted() {
        let metrics = Metrics::new([]).unwrap();
        metrics.push_settled(SettledPush::Gone);
        metrics.push_settled(SettledPush::Gone);
        let open = OpenDeliveries { status: "pending".to_owned(), count: 3, oldest: None };
        metrics.count_pushes(&[open], OffsetDateTime::UNIX_EPOCH);
        let text = String::from_utf8(metrics.render()).unwrap();
        for line in [
            r#"bulkhead_push_attempts_total{outcome="gone"} 2"#,
            r#"bulkhead_push_deliveries_open{state="pending"} 3"#,
            r#"bulkhead_push_deliveries_oldest_due_seconds{state="pending"} 0"#,
        ] {
            assert!(text.contains(line), "{line} not in {text}");
        }
    }
}
