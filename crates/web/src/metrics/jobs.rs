//! The job queue.

use std::collections::BTreeSet;
use std::time::Duration;

use base::jobs::{COUNTED, JobCount, JobObserver, JobState, RunOutcome};
use parking_lot::Mutex;
use prometheus::{GaugeVec, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry};

use super::Metrics;

const BUCKETS: [f64; 8] = [0.01, 0.05, 0.25, 1.0, 5.0, 15.0, 60.0, 300.0];

pub struct Jobs {
    in_state: IntGaugeVec,
    oldest_due: GaugeVec,
    runs: IntCounterVec,
    duration: HistogramVec,
    leases_lost: IntCounterVec,
    /// Kinds that were counted, and count zero once they have no job left.
    kinds: Mutex<BTreeSet<String>>,
}

impl Jobs {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let in_state =
            Opts::new("bulkhead_jobs", "Jobs over all nodes that wait, run, failed or are in doubt, by kind.");
        let oldest_due =
            Opts::new("bulkhead_jobs_oldest_due_seconds", "Since when the oldest job that waits is due, by kind.");
        let runs = Opts::new("bulkhead_job_runs_total", "Runs of jobs on this node, by kind and by how they ended.");
        let duration = HistogramOpts::new("bulkhead_job_run_duration_seconds", "Runs of jobs on this node, by kind.");
        let leases_lost =
            Opts::new("bulkhead_job_leases_lost_total", "Jobs taken back by this node because their lease ran out.");
        let jobs = Self {
            in_state: IntGaugeVec::new(in_state, &["kind", "state"])?,
            oldest_due: GaugeVec::new(oldest_due, &["kind"])?,
            runs: IntCounterVec::new(runs, &["kind", "result"])?,
            duration: HistogramVec::new(duration.buckets(BUCKETS.to_vec()), &["kind"])?,
            leases_lost: IntCounterVec::new(leases_lost, &["kind", "state"])?,
            kinds: Mutex::default(),
        };
        registry.register(Box::new(jobs.in_state.clone()))?;
        registry.register(Box::new(jobs.oldest_due.clone()))?;
        registry.register(Box::new(jobs.runs.clone()))?;
        registry.register(Box::new(jobs.duration.clone()))?;
        registry.register(Box::new(jobs.leases_lost.clone()))?;
        Ok(jobs)
    }
}

impl Metrics {
    /// Takes over how many jobs there are.
    pub fn count_jobs(&self, counts: &[JobCount]) {
        let mut kinds = self.jobs.kinds.lock();
        kinds.extend(counts.iter().map(|count| count.kind.clone()));
        for kind in kinds.iter() {
            for state in COUNTED {
                let count = counts.iter().find(|count| count.kind == *kind && count.state == state);
                self.jobs.in_state.with_label_values(&[kind, state.as_str()]).set(count.map_or(0, |count| count.count));
            }
        }
    }
}

impl JobObserver for Metrics {
    fn ended(&self, kind: &'static str, outcome: RunOutcome, took: Duration) {
        self.jobs.runs.with_label_values(&[kind, outcome.as_str()]).inc();
        self.jobs.duration.with_label_values(&[kind]).observe(took.as_secs_f64());
    }

    fn oldest_due(&self, kind: &'static str, age: Duration) {
        self.jobs.oldest_due.with_label_values(&[kind]).set(age.as_secs_f64());
    }

    fn lease_ran_out(&self, kind: &str, state: JobState) {
        self.jobs.leases_lost.with_label_values(&[kind, state.as_str()]).inc();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(metrics: &Metrics) -> String {
        String::from_utf8(metrics.render()).unwrap()
    }

    #[test]
    fn a_kind_whose_jobs_are_over_counts_none() {
        let metrics = Metrics::new([]).unwrap();
        let failed = JobCount { kind: "call".to_owned(), state: JobState::Failed, count: 7, oldest_due_at: None };
        metrics.count_jobs(&[failed]);
        let counted = text(&metrics);
        assert!(counted.contains(r#"bulkhead_jobs{kind="call",state="failed"} 7"#), "{counted}");
        assert!(counted.contains(r#"bulkhead_jobs{kind="call",state="in_doubt"} 0"#), "{counted}");
        metrics.count_jobs(&[]);
        assert!(text(&metrics).contains(r#"bulkhead_jobs{kind="call",state="failed"} 0"#));
    }

    #[test]
    fn runs_count_by_kind_and_result() {
        let metrics = Metrics::new([]).unwrap();
        metrics.ended("call", RunOutcome::Retry, Duration::from_secs(2));
        metrics.oldest_due("call", Duration::from_millis(1500));
        metrics.lease_ran_out("call", JobState::InDoubt);
        let text = text(&metrics);
        for line in [
            r#"bulkhead_job_runs_total{kind="call",result="retry"} 1"#,
            r#"bulkhead_job_run_duration_seconds_bucket{kind="call",le="5"} 1"#,
            r#"bulkhead_jobs_oldest_due_seconds{kind="call"} 1.5"#,
            r#"bulkhead_job_leases_lost_total{kind="call",state="in_doubt"} 1"#,
        ] {
            assert!(text.contains(line), "{line} not in {text}");
        }
    }
}
