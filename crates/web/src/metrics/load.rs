//! What requests and connections take up of the node, and what was refused for it.

use prometheus::{IntCounter, IntCounterVec, IntGauge, Opts, Registry};

pub struct Load {
    pub unfinished: IntGauge,
    pub unfinished_bytes: IntGauge,
    pub streams: IntGauge,
    pub connections: IntGauge,
    refusals: IntCounterVec,
}

impl Load {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let load = Self {
            unfinished: IntGauge::new(
                "bulkhead_http_requests_unfinished",
                "Requests of which a part is there and the rest is awaited.",
            )?,
            unfinished_bytes: IntGauge::new(
                "bulkhead_http_unfinished_bytes",
                "Bytes that are there of unfinished requests.",
            )?,
            streams: IntGauge::new("bulkhead_http_streams", "Imports, exports and audio under way.")?,
            connections: IntGauge::new("bulkhead_http_connections", "Open connections of clients, but for proxies'.")?,
            refusals: IntCounterVec::new(
                Opts::new("bulkhead_http_refusals_total", "Requests and connections refused, by the limit they met."),
                &["limit"],
            )?,
        };
        for gauge in [&load.unfinished, &load.unfinished_bytes, &load.streams, &load.connections] {
            registry.register(Box::new(gauge.clone()))?;
        }
        registry.register(Box::new(load.refusals.clone()))?;
        Ok(load)
    }

    /// The counter of what met this limit.
    pub fn refusals(&self, limit: &str) -> IntCounter {
        self.refusals.with_label_values(&[limit])
    }
}
