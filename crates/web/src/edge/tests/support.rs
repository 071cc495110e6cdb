use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::{App, HttpMessage, HttpResponse, web};
use futures_util::StreamExt;
use prometheus::IntGauge;

use crate::client::TrustedProxies;
use crate::edge::body::BodyRules;
use crate::edge::limit::{Limits, Rate, Rates};
use crate::edge::{AccessLog, Admission, Bounds, Context, CookieNames, Edge, OwnOrigins, Settings, Timeouts, unit};
use crate::error::Error;
use crate::health::Readiness;
use crate::metrics::Metrics;
use crate::request_id::RequestId;
use crate::serve::{self, Connections};

pub const IN_FLIGHT_LIMIT: usize = 10;

pub fn edge(rates: Rates) -> Edge {
    edge_with(rates, metrics())
}

fn edge_with(rates: Rates, metrics: Arc<Metrics>) -> Edge {
    let settings = Settings {
        proxies: TrustedProxies::default(),
        own_origins: OwnOrigins::new([HeaderValue::from_static("https://app.test")]),
        cookies: CookieNames::Https,
        head_limit: 16 * 1024,
        admission: admission(&metrics),
        deadline: Duration::from_secs(2),
        access_log: AccessLog::Off,
        readiness: Arc::new(Readiness::new(|| true)),
    };
    Edge::new(Arc::new(settings), Arc::new(Limits::new(rates)), metrics)
}

fn admission(metrics: &Metrics) -> Arc<Admission> {
    let bounds = Bounds {
        in_flight: IN_FLIGHT_LIMIT,
        unfinished_per_client: 64,
        unfinished_bytes: 1 << 20,
        streams: 4,
        streams_per_client: 4,
        connections_per_client: 1000,
    };
    Admission::new(bounds, TrustedProxies::default(), metrics)
}

pub fn metrics() -> Arc<Metrics> {
    Arc::new(Metrics::new([]).unwrap())
}

pub fn three_an_hour() -> Rate {
    Rate { requests: NonZeroU32::new(3).unwrap(), per: Duration::from_hours(1) }
}

/// How often `/unit` came to its end.
pub static UNITS_DONE: AtomicU32 = AtomicU32::new(0);

/// Routes that do what the edge must cope with.
pub fn routes(config: &mut web::ServiceConfig) {
    async fn panics() -> HttpResponse {
        panic!("seeded")
    }
    async fn echo(request: actix_web::HttpRequest, payload: web::Payload) -> Result<HttpResponse, Error> {
        let mut request = actix_web::dev::ServiceRequest::from_parts(request, payload.into_inner());
        BodyRules::json(64).check_limits(&mut request)?;
        let mut payload = request.take_payload();
        let mut body = Vec::new();
        while let Some(chunk) = payload.next().await {
            body.extend_from_slice(&chunk?);
        }
        Ok(HttpResponse::Ok().body(body))
    }
    async fn stream(request: actix_web::HttpRequest) -> Result<HttpResponse, Error> {
        Context::of(&request)?.occupancy.begin_stream()?;
        Ok(HttpResponse::Ok().body(vec![b'x'; 64 << 20]))
    }
    config
        .route("/ok", web::get().to(async || HttpResponse::Ok().body("fine")))
        .route("/ok", web::post().to(async || HttpResponse::NoContent().finish()))
        .route("/id", web::get().to(async |id: RequestId| id.to_string()))
        .route("/health/live", web::get().to(async || HttpResponse::Ok().body("ok")))
        .route("/text", web::get().to(async || HttpResponse::Ok().content_type("text/csv").body("a,b")))
        .route(
            "/cached",
            web::get().to(async || HttpResponse::Ok().insert_header((CACHE_CONTROL, "max-age=60")).finish()),
        )
        .route("/bare-500", web::get().to(async || HttpResponse::InternalServerError().body("sql: secret")))
        .route("/error", web::get().to(async || Err::<HttpResponse, _>(Error::internal("secret cause"))))
        .route("/version-mismatch", web::get().to(async || Err::<HttpResponse, _>(Error::VersionMismatch)))
        .route("/panic", web::get().to(panics))
        .route("/panic-in-unit", web::get().to(async || unit::run::<HttpResponse>(async { panic!("seeded") }).await))
        .route(
            "/unit",
            web::get().to(async || {
                unit::run(async {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                    UNITS_DONE.fetch_add(1, Ordering::Relaxed);
                    Ok(HttpResponse::NoContent().finish())
                })
                .await
            }),
        )
        .route("/never", web::get().to(async || std::future::pending::<HttpResponse>().await))
        .route(
            "/slow",
            web::get().to(async || {
                tokio::time::sleep(Duration::from_millis(400)).await;
                HttpResponse::Ok().body("slow")
            }),
        )
        .route("/big", web::get().to(async || HttpResponse::Ok().body(vec![b'x'; 64 << 20])))
        .route("/stream", web::get().to(stream))
        .route("/echo", web::post().to(echo));
}

/// A server of one worker on a free port, on a thread of its own, with time limits of a fraction of a second.
pub struct TestServer {
    pub address: SocketAddr,
    pub metrics: Arc<Metrics>,
    pub readiness: Arc<Readiness>,
    pub handle: ServerHandle,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl TestServer {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let metrics = metrics();
        let (started, handle) = std::sync::mpsc::channel();
        let thread = std::thread::spawn({
            let metrics = Arc::clone(&metrics);
            move || {
                actix_web::rt::System::new().block_on(async move {
                    let connections = Connections {
                        workers: 1,
                        max_per_worker: 1000,
                        head_timeout: Duration::from_millis(400),
                        keep_alive: Duration::from_secs(30),
                        shutdown_timeout: Duration::from_secs(5),
                    };
                    let timeouts = Timeouts { tick: Duration::from_millis(100), head_ticks: 1, stalled_ticks: 5 };
                    let edge = edge_with(Rates::default(), Arc::clone(&metrics));
                    let admission = admission(&metrics);
                    let factory = move || App::new().configure(routes).wrap(edge.clone());
                    let server =
                        serve::server(vec![listener], connections, timeouts, admission, metrics, factory).unwrap();
                    started.send(server.handle()).unwrap();
                    server.await.unwrap();
                });
            }
        });
        let handle = handle.recv().unwrap();
        Self { address, metrics, readiness: Arc::new(Readiness::new(|| true)), handle, thread: Some(thread) }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    /// Sends bytes and returns everything until the server closes.
    pub fn exchange(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        stream.write_all(request).unwrap();
        read_to_end(&mut stream)
    }

    /// Waits until so many requests are being answered.
    pub fn until_in_flight(&self, wanted: usize) {
        until(&self.metrics.in_flight, wanted);
    }

    pub fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if self.thread.is_some() {
            drop(self.handle.stop(false));
        }
    }
}

/// Waits until a gauge shows a value.
pub fn until(gauge: &IntGauge, wanted: usize) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while usize::try_from(gauge.get()) != Ok(wanted) {
        assert!(Instant::now() < deadline, "{} and not {wanted}", gauge.get());
        std::thread::sleep(Duration::from_millis(1));
    }
}

pub fn read_to_end(stream: &mut TcpStream) -> String {
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response);
    String::from_utf8_lossy(&response).into_owned()
}

/// Reads one response that has a length.
pub fn read_response(stream: &mut TcpStream) -> String {
    let mut response = Vec::new();
    let mut byte = [0];
    while !response.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
        response.push(byte[0]);
    }
    let head = String::from_utf8(response).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    head + str::from_utf8(&body).unwrap()
}

pub fn assert_secured(response: &str) {
    for header in [
        "strict-transport-security: max-age=63072000; includeSubDomains",
        "x-content-type-options: nosniff",
        "content-security-policy: ",
        "referrer-policy: no-referrer",
        "cross-origin-opener-policy: same-origin",
        "cross-origin-resource-policy: same-origin",
        "cache-control: ",
        "x-request-id: ",
    ] {
        assert_eq!(response.matches(header).count(), 1, "{header} in {response}");
    }
    assert!(!response.contains("\r\nserver: "), "{response}");
}

pub fn assert_problem(response: &str, status: u16, code: &str) {
    assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{status} in {response}");
    assert!(response.contains("content-type: application/problem+json"), "{response}");
    assert!(response.contains(&format!("\"code\":\"{code}\"")), "{code} in {response}");
    let (head, _) = response.split_once("\r\n\r\n").unwrap();
    let id = head.lines().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap();
    assert!(response.contains(&format!("\"request_id\":\"{id}\"")), "{response}");
    assert_secured(response);
}
