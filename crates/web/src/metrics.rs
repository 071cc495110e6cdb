//! Prometheus metrics. Handles are resolved once per route, so counting a request looks nothing up.

mod attempts;
mod deliveries;
mod images;
mod jobs;
pub mod live;
mod load;
mod periodic;
mod pushes;
pub mod replies;
mod reports;
mod webhooks;

use std::time::Duration;

use auth::outbox::Dropped;
use prometheus::core::Collector;
use prometheus::{
    Encoder, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry,
    TextEncoder,
};

/// A route of the table, as metrics know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteId(u16);

impl RouteId {
    /// Whatever no route took: unknown paths, refusals at the edge.
    pub const UNMATCHED: Self = Self(0);

    /// The route at `index` of the list that [`Metrics::new`] was given.
    pub fn of_index(index: usize) -> Self {
        Self(u16::try_from(index + 1).unwrap_or(0))
    }
}

use attempts::Attempts;
use deliveries::Deliveries;
use images::Images;
use jobs::Jobs;
use live::LiveMetrics;
pub use load::Load;
use periodic::Periodic;
use pushes::Pushes;
use replies::Replies;
pub use reports::ReportKind;
use reports::Reports;
pub use webhooks::Verdict;
use webhooks::Webhooks;

const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// The process's metrics; shared by its workers.
pub struct Metrics {
    registry: Registry,
    routes: Vec<Route>,
    pub in_flight: IntGauge,
    pub load: Load,
    attempts: Attempts,
    deliveries: Deliveries,
    pushes: Pushes,
    images: Images,
    jobs: Jobs,
    periodic: Periodic,
    pub live: LiveMetrics,
    replies: Replies,
    reports: Reports,
    webhooks: Webhooks,
    pub panics: IntCounter,
    pub rate_limited: IntCounter,
    /// Requests that the HTTP parser itself refused.
    pub malformed: IntCounter,
    /// Tables whose trash could not be emptied, each in one tenant.
    pub trash_failures: IntCounter,
    connections_in_use: IntGaugeVec,
    evidence_dropped: IntCounterVec,
    messages_dropped: IntCounterVec,
    /// What the process's acts have dropped since the last look.
    pub dropped: Dropped,
    share_refusals: IntCounterVec,
    up_since: IntGauge,
}

struct Route {
    label: String,
    by_class: [IntCounter; 5],
    duration: Histogram,
}

impl Metrics {
    /// `routes` are method and pattern (`GET`, `/api/leads/{id}`) in the order of the route table.
    ///
    /// Fails only where two metrics would have one name.
    pub fn new<'a>(routes: impl IntoIterator<Item = (&'a str, &'a str)>) -> prometheus::Result<Self> {
        let registry = Registry::new();
        let requests = IntCounterVec::new(
            Opts::new("bulkhead_http_requests_total", "Responses by route and class of status."),
            &["method", "route", "status"],
        )?;
        let durations = HistogramVec::new(
            HistogramOpts::new("bulkhead_http_request_duration_seconds", "Time until the response begins.")
                .buckets(BUCKETS.to_vec()),
            &["method", "route"],
        )?;
        let resolve = |(method, pattern): (&str, &str)| Route {
            label: format!("{method} {pattern}").trim_start().to_owned(),
            by_class: ["1xx", "2xx", "3xx", "4xx", "5xx"]
                .map(|class| requests.with_label_values(&[method, pattern, class])),
            duration: durations.with_label_values(&[method, pattern]),
        };
        let routes = std::iter::once(("", "unmatched")).chain(routes).map(resolve).collect();
        let metrics = Self {
            routes,
            in_flight: IntGauge::new("bulkhead_http_requests_in_flight", "Requests at work, bodies being there.")?,
            load: Load::new(&registry)?,
            attempts: Attempts::new(&registry)?,
            deliveries: Deliveries::new(&registry)?,
            pushes: Pushes::new(&registry)?,
            images: Images::new(&registry)?,
            jobs: Jobs::new(&registry)?,
            periodic: Periodic::new(&registry)?,
            live: LiveMetrics::new(&registry)?,
            replies: Replies::new(&registry)?,
            reports: Reports::new(&registry)?,
            webhooks: Webhooks::new(&registry)?,
            panics: IntCounter::new("bulkhead_panics_total", "Requests that panicked.")?,
            rate_limited: IntCounter::new("bulkhead_rate_limited_total", "Responses with status 429.")?,
            malformed: IntCounter::new("bulkhead_malformed_requests_total", "Requests that the HTTP parser refused.")?,
            trash_failures: IntCounter::new(
                "bulkhead_trash_failures_total",
                "Tables whose trash could not be emptied, each in one tenant.",
            )?,
            connections_in_use: IntGaugeVec::new(
                Opts::new("bulkhead_pool_connections_in_use", "Database connections at work, by pool."),
                &["pool"],
            )?,
            evidence_dropped: IntCounterVec::new(
                Opts::new("bulkhead_evidence_dropped_total", "Denied accesses and refusals that were not recorded."),
                &["queue"],
            )?,
            messages_dropped: IntCounterVec::new(
                Opts::new(
                    "bulkhead_messages_dropped_total",
                    "Messages that a limit dropped on open routes, by purpose.",
                ),
                &["purpose"],
            )?,
            dropped: Dropped::default(),
            share_refusals: IntCounterVec::new(
                Opts::new(
                    "bulkhead_share_refusals_total",
                    "Responses with status 429 to tenants over a share of theirs.",
                ),
                &["share"],
            )?,
            up_since: IntGauge::new("bulkhead_start_time_seconds", "Unix time of the start.")?,
            registry,
        };
        metrics.register(&requests)?;
        metrics.register(&durations)?;
        metrics.register(&metrics.in_flight)?;
        metrics.register(&metrics.panics)?;
        metrics.register(&metrics.rate_limited)?;
        metrics.register(&metrics.malformed)?;
        metrics.register(&metrics.trash_failures)?;
        metrics.register(&metrics.connections_in_use)?;
        metrics.register(&metrics.evidence_dropped)?;
        metrics.register(&metrics.messages_dropped)?;
        metrics.register(&metrics.share_refusals)?;
        metrics.register(&metrics.up_since)?;
        let build = IntGaugeVec::new(Opts::new("bulkhead_build_info", "Always 1."), &["version"])?;
        build.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1);
        metrics.register(&build)?;
        Ok(metrics)
    }

    fn register<C: Collector + Clone + 'static>(&self, collector: &C) -> prometheus::Result<()> {
        self.registry.register(Box::new(collector.clone()))
    }

    /// Notes when the process began to serve, in seconds of Unix time.
    pub fn set_start(&self, unix_seconds: i64) {
        self.up_since.set(unix_seconds);
    }

    /// Counts a response.
    pub fn observe(&self, route: RouteId, status: u16, took: Duration) {
        let Some(route) = self.routes.get(usize::from(route.0)) else {
            return;
        };
        if let Some(class) = usize::from(status / 100).checked_sub(1).and_then(|class| route.by_class.get(class)) {
            class.inc();
        }
        route.duration.observe(took.as_secs_f64());
    }

    /// The route's method and pattern, for logs; it holds no ids.
    pub fn label(&self, route: RouteId) -> &str {
        self.routes.get(usize::from(route.0)).map_or("", |route| route.label.as_str())
    }

    /// The gauge of the connections that the pools of one name have lent out, over all workers.
    pub fn connections_in_use(&self, pool: &str) -> IntGauge {
        self.connections_in_use.with_label_values(&[pool])
    }

    /// The counter of what was dropped from a queue of evidence; it is there, at zero, from now on.
    pub fn evidence_dropped(&self, queue: &str) -> IntCounter {
        self.evidence_dropped.with_label_values(&[queue])
    }

    /// The counter of the refusals because of one share.
    pub fn share_refusals(&self, share: &str) -> IntCounter {
        self.share_refusals.with_label_values(&[share])
    }

    /// Everything, in Prometheus's text format.
    pub fn render(&self) -> Vec<u8> {
        for (purpose, dropped) in self.dropped.take() {
            self.messages_dropped.with_label_values(&[purpose.as_str()]).inc_by(dropped);
        }
        let mut text = Vec::new();
        // Writing to memory fails only for a metric without a value, which can't be made.
        if TextEncoder::new().encode(&self.registry.gather(), &mut text).is_err() {
            text.clear();
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use auth::outbox::{LimitedBy, MessageLimit, Purpose};

    use super::*;

    #[test]
    fn inv_6_a_message_that_was_dropped_counts_for_its_purpose() {
        let metrics = Metrics::new([]).unwrap();
        let limit =
            |purpose| MessageLimit { purpose, by: LimitedBy::Address, most: 5, retry_after: Duration::from_mins(1) };
        for purpose in [Purpose::ResetPassword, Purpose::VerifyEmail, Purpose::ResetPassword] {
            metrics.dropped.note(&limit(purpose));
        }
        for _ in 0..2 {
            let text = String::from_utf8(metrics.render()).unwrap();
            for line in [
                r#"bulkhead_messages_dropped_total{purpose="reset_password"} 2"#,
                r#"bulkhead_messages_dropped_total{purpose="verify_email"} 1"#,
                r#"bulkhead_messages_dropped_total{purpose="invitation"} 0"#,
            ] {
                assert!(text.contains(line), "{line} not in {text}");
            }
        }
    }

    #[test]
    fn an_answer_counts_for_its_route_and_class() {
        let metrics = Metrics::new([("GET", "/api/leads"), ("POST", "/api/leads")]).unwrap();
        metrics.observe(RouteId::of_index(1), 201, Duration::from_millis(2));
        metrics.observe(RouteId::UNMATCHED, 404, Duration::ZERO);
        let text = String::from_utf8(metrics.render()).unwrap();
        for line in [
            r#"bulkhead_http_requests_total{method="POST",route="/api/leads",status="2xx"} 1"#,
            r#"bulkhead_http_requests_total{method="",route="unmatched",status="4xx"} 1"#,
            r#"bulkhead_http_request_duration_seconds_bucket{method="POST",route="/api/leads",le="0.0025"} 1"#,
            r#"bulkhead_build_info{version="0.1.0"} 1"#,
        ] {
            assert!(text.contains(line), "{line} not in {text}");
        }
    }
}
