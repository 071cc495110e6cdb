//! Live updates.

use prometheus::{Histogram, HistogramOpts, IntCounter, IntGauge, Registry};

/// Cloning shares the counts.
#[derive(Clone)]
pub struct LiveMetrics {
    pub streams: IntGauge,
    pub events: IntCounter,
    pub resyncs: IntCounter,
    pub behind: IntCounter,
    pub ended: IntCounter,
    pub looks: Histogram,
}

impl LiveMetrics {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let looks = HistogramOpts::new(
            "bulkhead_live_looks_seconds",
            "How long it took to read the change log once for live updates, and to hand out what was new.",
        );
        let metrics = Self {
            streams: IntGauge::new("bulkhead_live_streams", "Open streams of live updates.")?,
            events: IntCounter::new("bulkhead_live_events_total", "Events sent to streams of live updates.")?,
            resyncs: IntCounter::new(
                "bulkhead_live_resyncs_total",
                "Streams that were told to read their lists again: what they had missed was too much, or too old.",
            )?,
            behind: IntCounter::new(
                "bulkhead_live_behind_total",
                "Streams whose client was slow, and which went on by reading the change log themselves.",
            )?,
            ended: IntCounter::new(
                "bulkhead_live_ended_total",
                "Streams that were ended because their session, user or membership had.",
            )?,
            looks: Histogram::with_opts(
                looks.buckets(vec![0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.25, 1.0]),
            )?,
        };
        registry.register(Box::new(metrics.streams.clone()))?;
        for counter in [&metrics.events, &metrics.resyncs, &metrics.behind, &metrics.ended] {
            registry.register(Box::new(counter.clone()))?;
        }
        registry.register(Box::new(metrics.looks.clone()))?;
        Ok(metrics)
    }
}
