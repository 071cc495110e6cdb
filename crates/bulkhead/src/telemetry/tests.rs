use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use super::*;
use crate::config::Env;

fn config(variables: &[(&str, &str)]) -> TelemetryConfig {
    TelemetryConfig::from_env(&Env::of(variables.iter().copied()))
}

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn logged(config: &TelemetryConfig, act: impl FnOnce()) -> String {
    let buffer = Buffer::default();
    let writer = buffer.clone();
    let subscriber = subscriber(config, None, move || writer.clone()).unwrap();
    tracing::subscriber::with_default(subscriber, act);
    let bytes = buffer.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn aud_4_one_event_is_one_parseable_line() {
    let mut production = config(&[]);
    production.format = LogFormat::Json;
    let hostile = "a\r\n{\"level\":\"ERROR\"}\u{1b}[31m\u{2028}";
    let log = logged(&production, || {
        let span = tracing::info_span!(target: "bulkhead::request", "request", http.route = hostile);
        let _entered = span.enter();
        tracing::info!(user.agent = hostile, "{hostile}");
        tracing::warn!(error = hostile);
    });
    let events: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events.len(), 2, "{log}");
    assert_eq!(events[0]["user.agent"], hostile);
    assert_eq!(events[0]["span"]["http.route"], hostile);
}

#[test]
fn production_without_a_collector_makes_no_request_spans() {
    let seen = |variables: &[(&str, &str)]| {
        let mut disabled = false;
        logged(&config(variables), || {
            disabled = tracing::info_span!(target: "bulkhead::request", "request").is_disabled();
        });
        !disabled
    };
    assert!(!seen(&[("BULKHEAD_ENV", "production")]));
    assert!(seen(&[("BULKHEAD_ENV", "production"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318")]));
    assert!(seen(&[]));
}

#[test]
fn traces_go_to_the_collector() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let collector = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut chunk = [0; 4096];
        while !request.windows(4).any(|window| window == b"dev1") {
            let count = stream.read(&mut chunk).unwrap();
            assert_ne!(count, 0, "{}", request.escape_ascii());
            request.extend_from_slice(&chunk[..count]);
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
        String::from_utf8_lossy(&request).into_owned()
    });
    let config = config(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)]);
    let traces = exporting(config.otlp_endpoint.as_ref().unwrap()).unwrap();
    let subscriber = subscriber(&config, Some(&traces), std::io::sink).unwrap();
    tracing::subscriber::with_default(subscriber, || {
        drop(tracing::info_span!(target: "bulkhead::request", "request", request.id = "dev1"));
    });
    Telemetry { traces: Some(traces) }.stop();
    let request = collector.join().unwrap();
    assert!(request.starts_with("POST /v1/traces HTTP/1.1"), "{request}");
    assert!(request.contains("bulkhead") && request.contains("request.id"));
}

#[test]
fn a_broken_filter_is_an_error() {
    let config = config(&[("LOG", "info,=nonsense=")]);
    assert!(matches!(subscriber(&config, None, std::io::sink), Err(TelemetryError::Filter(_))));
}
