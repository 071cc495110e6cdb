//! Logs to standard error, and traces to a collector where one is configured.

use std::io::IsTerminal;

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Subscriber;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};
use tracing_subscriber::{EnvFilter, Layer};
use url::Url;

use crate::config::{LogFormat, TelemetryConfig};

/// What must be ended before the process is: the last traces leave then.
pub struct Telemetry {
    traces: Option<SdkTracerProvider>,
}

/// Why there is no logging.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    #[error("LOG is no tracing filter")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    #[error("the trace exporter can't be built")]
    Exporter(#[from] ExporterBuildError),
    #[error("logging is set up already")]
    Twice(#[from] TryInitError),
}

impl Telemetry {
    /// Sets up the process's logging and tracing; once.
    pub fn start(config: &TelemetryConfig) -> Result<Self, TelemetryError> {
        let traces = config.otlp_endpoint.as_ref().map(exporting).transpose()?;
        subscriber(config, traces.as_ref(), std::io::stderr)?.try_init()?;
        Ok(Self { traces })
    }

    /// Sends what is left. Blocks, for at most the exporter's timeout.
    pub fn stop(self) {
        if let Some(Err(error)) = self.traces.map(|traces| traces.shutdown()) {
            tracing::warn!(%error, "the last traces were not delivered");
        }
    }
}

/// The name that collectors know us by.
const SERVICE: &str = "bulkhead";

/// Exports in batches, on a thread of its own.
fn exporting(endpoint: &Url) -> Result<SdkTracerProvider, ExporterBuildError> {
    let traces = format!("{}/v1/traces", endpoint.as_str().trim_end_matches('/'));
    let exporter = SpanExporter::builder().with_http().with_endpoint(traces).build()?;
    let resource = Resource::builder().with_service_name(SERVICE).build();
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build())
}

fn subscriber<W>(
    config: &TelemetryConfig,
    traces: Option<&SdkTracerProvider>,
    writer: W,
) -> Result<impl Subscriber + Send + Sync, TelemetryError>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(std::io::stderr().is_terminal());
    let lines = match config.format {
        LogFormat::Pretty => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let spans = traces.map(|traces| tracing_opentelemetry::layer().with_tracer(traces.tracer(SERVICE)));
    Ok(tracing_subscriber::registry().with(EnvFilter::try_new(&config.filter)?).with(lines).with(spans))
}

#[cfg(test)]
mod tests;
