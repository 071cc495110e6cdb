//! Messages to browsers.

use domain::push::Settled;
use prometheus::{IntCounterVec, Opts, Registry};

use super::Metrics;

pub struct Pushes {
    attempts: IntCounterVec,
}

impl Pushes {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let attempts = Opts::new(
            "bulkhead_push_attempts_total",
            "Attempts of this node to push a notification to a browser, by what the delivery came to.",
        );
        let pushes = Self { attempts: IntCounterVec::new(attempts, &["outcome"])? };
        registry.register(Box::new(pushes.attempts.clone()))?;
        Ok(pushes)
    }
}

impl Metrics {
    /// An attempt was made, and its delivery came to this.
    pub fn push_settled(&self, settled: Settled) {
        self.pushes.attempts.with_label_values(&[settled.as_str()]).inc();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_counted_by_what_they_came_to() {
        let metrics = Metrics::new([]).unwrap();
        metrics.push_settled(Settled::Gone);
        metrics.push_settled(Settled::Gone);
        let text = String::from_utf8(metrics.render()).unwrap();
        assert!(text.contains(r#"bulkhead_push_attempts_total{outcome="gone"} 2"#), "{text}");
    }
}
