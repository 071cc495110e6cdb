//! Images that are made in the background.

use domain::image_jobs::SettledImage;
use prometheus::{HistogramOpts, HistogramVec, Registry};

use super::Metrics;

/// Seconds that a generator may take.
const SECONDS: [f64; 9] = [0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0];

pub struct Images {
    runs: HistogramVec,
}

impl Images {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let runs = HistogramOpts::new(
            "bulkhead_image_run_seconds",
            "How long this node took to make an image and store it, by what the image job came to.",
        );
        let images = Self { runs: HistogramVec::new(runs.buckets(SECONDS.to_vec()), &["outcome"])? };
        registry.register(Box::new(images.runs.clone()))?;
        Ok(images)
    }
}

impl Metrics {
    /// A run took so many seconds, and its image job came to this.
    pub fn image_settled(&self, settled: SettledImage, seconds: f64) {
        self.images.runs.with_label_values(&[settled.as_str()]).observe(seconds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_counted_by_what_they_came_to() {
        let metrics = Metrics::new([]).unwrap();
        metrics.image_settled(SettledImage::Succeeded, 0.2);
        metrics.image_settled(SettledImage::Succeeded, 3.0);
        let text = String::from_utf8(metrics.render()).unwrap();
        assert!(text.contains(r#"bulkhead_image_run_seconds_count{outcome="succeeded"} 2"#), "{text}");
        assert!(text.contains(r#"bulkhead_image_run_seconds_bucket{outcome="succeeded",le="0.5"} 1"#), "{text}");
    }
}
