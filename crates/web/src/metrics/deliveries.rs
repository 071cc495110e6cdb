//! Deliveries to tenants' webhooks.

use domain::OpenDeliveries;
use domain::webhooks::SettledDelivery;
use prometheus::{GaugeVec, IntCounterVec, IntGaugeVec, Opts, Registry};
use time::OffsetDateTime;

use super::Metrics;

/// The states of deliveries that are not over.
const OPEN: [&str; 2] = ["pending", "sending"];

pub struct Deliveries {
    attempts: IntCounterVec,
    open: Open,
}

/// How many deliveries are open over all nodes, and how late the oldest of them is.
pub(super) struct Open {
    count: IntGaugeVec,
    oldest: GaugeVec,
}

impl Deliveries {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let attempts = Opts::new(
            "bulkhead_webhook_attempts_total",
            "Attempts of this node to deliver an event to a webhook, by what the delivery came to.",
        );
        let deliveries = Self {
            attempts: IntCounterVec::new(attempts, &["outcome"])?,
            open: Open::new(registry, "bulkhead_webhook_deliveries", "webhooks")?,
        };
        registry.register(Box::new(deliveries.attempts.clone()))?;
        Ok(deliveries)
    }
}

impl Open {
    /// Gauges whose names begin with `name`, of deliveries to `receivers`.
    pub fn new(registry: &Registry, name: &str, receivers: &str) -> prometheus::Result<Self> {
        let count = format!("Deliveries to {receivers} over all nodes that wait or are under way.");
        let oldest = "Since when the oldest of them is due, by state; 0 where none is due yet.";
        let open = Self {
            count: IntGaugeVec::new(Opts::new(format!("{name}_open"), count), &["state"])?,
            oldest: GaugeVec::new(Opts::new(format!("{name}_oldest_due_seconds"), oldest), &["state"])?,
        };
        registry.register(Box::new(open.count.clone()))?;
        registry.register(Box::new(open.oldest.clone()))?;
        Ok(open)
    }

    pub fn set(&self, counts: &[OpenDeliveries], now: OffsetDateTime) {
        for state in OPEN {
            let open = counts.iter().find(|open| open.status == state);
            self.count.with_label_values(&[state]).set(open.map_or(0, |open| open.count));
            let age = open.and_then(|open| open.oldest).map_or(0.0, |oldest| (now - oldest).as_seconds_f64());
            self.oldest.with_label_values(&[state]).set(age.max(0.0));
        }
    }
}

impl Metrics {
    /// An attempt was made, and its delivery came to this.
    pub fn delivery_settled(&self, settled: &SettledDelivery) {
        self.deliveries.attempts.with_label_values(&[settled.as_str()]).inc();
    }

    /// Takes over how many deliveries are open.
    pub fn count_deliveries(&self, counts: &[OpenDeliveries], now: OffsetDateTime) {
        self.deliveries.open.set(counts, now);
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
        metrics.delivery_settled(&SettledDelivery::Waits);
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
