//! The runs of periodic tasks.

use base::periodic::{Observer, Run};
use prometheus::{HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry};
use time::OffsetDateTime;

use super::Metrics;

const BUCKETS: [f64; 8] = [0.001, 0.01, 0.1, 1.0, 10.0, 60.0, 600.0, 3600.0];

pub struct Periodic {
    runs: IntCounterVec,
    duration: HistogramVec,
    last_success: IntGaugeVec,
}

impl Periodic {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let runs = Opts::new("bulkhead_periodic_runs_total", "Runs of periodic tasks on this node.");
        let duration =
            HistogramOpts::new("bulkhead_periodic_run_duration_seconds", "Runs of periodic tasks on this node.");
        let last_success = Opts::new(
            "bulkhead_periodic_last_success_timestamp_seconds",
            "Unix time at which the last successful run of a periodic task began.",
        );
        let periodic = Self {
            runs: IntCounterVec::new(runs, &["task", "result"])?,
            duration: HistogramVec::new(duration.buckets(BUCKETS.to_vec()), &["task"])?,
            last_success: IntGaugeVec::new(last_success, &["task"])?,
        };
        registry.register(Box::new(periodic.runs.clone()))?;
        registry.register(Box::new(periodic.duration.clone()))?;
        registry.register(Box::new(periodic.last_success.clone()))?;
        Ok(periodic)
    }
}

impl Observer for Metrics {
    fn finished(&self, run: &Run) {
        let result = if run.result.is_ok() { "ok" } else { "failed" };
        self.periodic.runs.with_label_values(&[run.task, result]).inc();
        self.periodic.duration.with_label_values(&[run.task]).observe(run.took.as_secs_f64());
    }

    fn last_success(&self, task: &'static str, at: OffsetDateTime) {
        self.periodic.last_success.with_label_values(&[task]).set(at.unix_timestamp());
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use base::periodic::Failure;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn runs_count_by_task_and_result_and_the_last_success_is_told() {
        let metrics = Metrics::new([]).unwrap();
        let started_at = datetime!(2030-01-01 12:00 UTC);
        let failed = Err(Failure::Error("no disk".to_owned()));
        for result in [Ok(3), failed.clone(), failed] {
            metrics.finished(&Run { task: "sessions", started_at, took: Duration::from_millis(20), result });
        }
        metrics.last_success("sessions", started_at);
        let text = String::from_utf8(metrics.render()).unwrap();
        for line in [
            r#"bulkhead_periodic_runs_total{result="ok",task="sessions"} 1"#,
            r#"bulkhead_periodic_runs_total{result="failed",task="sessions"} 2"#,
            r#"bulkhead_periodic_run_duration_seconds_bucket{task="sessions",le="0.1"} 3"#,
            r#"bulkhead_periodic_last_success_timestamp_seconds{task="sessions"} 1893499200"#,
        ] {
            assert!(text.contains(line), "{line} not in {text}");
        }
    }
}
