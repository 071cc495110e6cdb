//! Logs, traces and metrics.

use std::net::SocketAddr;
use std::time::Duration;

use url::Url;
use web::edge::AccessLog;

use crate::config::{Env, listen};

#[derive(Debug)]
pub struct TelemetryConfig {
    pub format: LogFormat,
    /// In the syntax of `tracing_subscriber::EnvFilter`.
    pub filter: String,
    pub access_log: AccessLog,
    /// The collector's base URL; traces go to `<it>/v1/traces`.
    pub otlp_endpoint: Option<Url>,
    /// `None`: no metrics listener.
    pub metrics_address: Option<SocketAddr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Pretty,
    Json,
}

/// The HTTP parser's own messages would let any client fill the log; `bulkhead_malformed_requests_total` counts them.
const QUIET: &str = "info,actix_server=warn,actix_http::h1=off,sqlx::postgres::notice=warn";

impl TelemetryConfig {
    pub fn from_env(env: &Env) -> Self {
        let otlp_endpoint = env.text("OTEL_EXPORTER_OTLP_ENDPOINT").and_then(|text| {
            let url = text.parse::<Url>().ok().filter(Url::has_host);
            if url.is_none() {
                env.fault("OTEL_EXPORTER_OTLP_ENDPOINT", "must be a URL, like http://localhost:4318");
            }
            url
        });
        // A span for each request costs more than its log line, so production makes spans only for a collector.
        let spans = if env.is_production() && otlp_endpoint.is_none() { ",bulkhead::request=off" } else { "" };
        let slow = Duration::from_millis(env.number("SLOW_REQUEST_MILLISECONDS", 1000, 1..=600_000) as u64);
        Self {
            format: if env.is_production() { LogFormat::Json } else { LogFormat::Pretty },
            filter: env.text("LOG").map_or_else(|| format!("{QUIET}{spans}"), str::to_owned),
            access_log: access_log(env, slow),
            otlp_endpoint,
            metrics_address: metrics_address(env),
        }
    }
}

fn access_log(env: &Env, slow: Duration) -> AccessLog {
    match env.text("ACCESS_LOG") {
        None | Some("notable") => AccessLog::Notable(slow),
        Some("all") => AccessLog::All,
        Some("off") => AccessLog::Off,
        Some(_) => {
            env.fault("ACCESS_LOG", "must be `notable`, `all` or `off`");
            AccessLog::Notable(slow)
        }
    }
}

fn metrics_address(env: &Env) -> Option<SocketAddr> {
    if env.text("METRICS_ADDR") == Some("off") {
        return None;
    }
    let default = SocketAddr::from(([127, 0, 0, 1], 9464));
    Some(listen::address(env, "METRICS_ADDR", default, "`off` or an address and port, like 127.0.0.1:9464"))
}
