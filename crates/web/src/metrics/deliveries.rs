//! Deliveries to tenants' webhooks.

use domain::webhooks::{OpenDeliveries, Settled};
use prometheus::{GaugeVec, IntCounterVec, IntGaugeVec, Opts, Registry};
use time::OffsetDateTime;

use super::Metrics;

/// The states of deliveries that are not over.
const OPEN: [&str; 2] = ["pending", "sending"];

pub struct Deliveries {
    attempts: IntCounterVec,
    open: IntGaugeVec,
    oldest: GaugeVec,
}

impl Deliveries {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let attempts = Opts::new(
            "bulkhead_webhook_attempts_total",
            "Attempts of this node to deliver an event to a webhook, by what the delivery came to.",
        );
        let open = Opts::new(
            "bulkhead_webhook_deliveries_open",
            "Deliveries to webhooks over all nodes that wait or are under way.",
        );
        let oldest = Opts::new(
            "bulkhead_webhook_deliveries_oldest_due_seconds",
            "Since when the oldest of them is due, by state; 0 where none is due yet.",
        );
        let deliveries = Self {
            attempts: IntCounterVec::new(attempts, &["outcome"])?,
            open: IntGaugeVec::new(open, &["state"])?,
            oldest: GaugeVec::new(oldest, &["state"])?,
        };
        registry.register(Box::new(deliveries.attempts.clone()))?;
        registry.register(Box::new(deliveries.open.clone()))?;
        registry.register(Box::new(deliveries.oldest.clone()))?;
        Ok(deliveries)
    }
}

impl Metrics {
    /// An attempt was made, and its delivery came to this.
    pub fn delivery_settled(&self, settled: &Settled) {
        self.deliveries.attempts.with_label_values(&[settled.as_str()]).inc();
    }

    /// Takes over how many deliveries are open.
    pub fn count_deliveries(&self, counts: &[OpenDeliveries], now: OffsetDateTime) {
        for state in OPEN {
            let open = counts.iter().find(|open| open.status == state);
            self.deliveries.open.with_label_values(&[state]).set(open.map_or(0, |open| open.count));
            let age = open.and_then(|open| open.oldest).map_or(0.0, |oldest| (now - oldest).as_seconds_f64());
            self.deliveries.oldest.with_label_values(&[state]).set(age.max(0.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;

    #[test]
    fn open_deliveries_are_counted_with_the_age_of_the_oldest() {
        let metrics = Metrics::new([]).unwrap();
        let now = OffsetDateTime::UNIX_EPOCH;
        let open = |status: &str, seconds| OpenDeliveries {
            status: status.to_owned(),
            count: 3,
            oldest: Some(now - Duration::seconds(seconds)),
        };
        metrics.count_deliveries(&[open("pending", 90), open("sending", -5)], now);
        metrics.delivery_settled(&Settled::Waits);
        let text = String::from_utf8(metrics.render()).unwrap();
        for line in [
            r#"bulkhead_webhook_deliveries_open{state="pending"} 3"#,
            r#"bulkhead_webhook_deliveries_oldest_due_seconds{state="pending"} 90"#,
            r#"bulkhead_webhook_deliveries_oldest_due_seconds{state="sending"} 0"#,
            r#"bulkhead_webhook_attempts_total{outcome="waits"} 1"#,
        ] {
            assert!(text.contains(line), "{line} not in {text}");
        }
    }
}
