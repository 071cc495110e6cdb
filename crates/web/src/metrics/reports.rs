//! What browsers report of the pages that they show.

use prometheus::{IntCounterVec, Opts, Registry};

use super::Metrics;

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportKind {
    /// An error of a script.
    Script,
    /// Something that the page's content security policy refused.
    Policy,
}

impl ReportKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Policy => "policy",
        }
    }
}

pub struct Reports(IntCounterVec);

impl Reports {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let reports = Opts::new("bulkhead_browser_reports_total", "Reports of browsers, by what they are about.");
        let reports = IntCounterVec::new(reports, &["kind"])?;
        registry.register(Box::new(reports.clone()))?;
        for kind in [ReportKind::Script, ReportKind::Policy] {
            reports.with_label_values(&[kind.as_str()]);
        }
        Ok(Self(reports))
    }
}

impl Metrics {
    /// Counts what a browser reported.
    pub fn count_report(&self, kind: ReportKind) {
        self.reports.0.with_label_values(&[kind.as_str()]).inc();
    }
}
