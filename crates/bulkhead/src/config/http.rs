//! Listening, and what a request may be.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_web::http::header::HeaderValue;
use url::Url;
use web::client::TrustedProxies;
use web::console::BESIDE_AN_APP;
use web::edge::{Bounds, OwnOrigins};
use web::serve::Connections;

use crate::config::{Env, bounds, listen};

#[derive(Debug)]
pub struct HttpConfig {
    pub address: SocketAddr,
    /// Where development listens as well, if it can: names of this machine may lead to either loopback address.
    pub second_address: Option<SocketAddr>,
    /// Where browsers find us. Cookies are `Secure` where it is https.
    pub public_url: Url,
    /// Where the pages are that e-mails lead to. Of the same origin.
    pub frontend_url: Url,
    /// In development: the folder of the console's files, where they are read anew at each request.
    pub console: Option<PathBuf>,
    /// The folder of a browser app of one's own.
    pub app: Option<PathBuf>,
    pub own_origins: OwnOrigins,
    pub proxies: TrustedProxies,
    pub connections: Connections,
    /// Bytes.
    pub head_limit: usize,
    /// Bytes, where a route doesn't say otherwise.
    pub body_limit: usize,
    /// Bytes of a streamed import.
    pub import_limit: usize,
    /// What clients may take up of the process.
    pub bounds: Bounds,
    /// Until a response must begin.
    pub deadline: Duration,
    /// Unready, but serving, before a stop.
    pub drain: Duration,
}

impl HttpConfig {
    pub fn from_env(env: &Env) -> Self {
        let default = SocketAddr::from((Ipv4Addr::LOCALHOST, 4002));
        let address = listen::address(env, "BULKHEAD_ADDR", default, "an address and port, like 0.0.0.0:4002");
        let is_developments = address == default && !env.is_production();
        let second_address = is_developments.then(|| SocketAddr::from((Ipv6Addr::LOCALHOST, default.port())));
        let public_url = public_url(env, address);
        let app = app_folder(env);
        let frontend_url = frontend_url(env, &public_url, app.is_some());
        let proxies = env.required_in_production("TRUSTED_PROXIES").unwrap_or("none");
        let proxies = TrustedProxies::parse(proxies).unwrap_or_else(|error| {
            env.fault("TRUSTED_PROXIES", format_args!("can't be read: {error}"));
            TrustedProxies::default()
        });
        let body_limit = env.number("BODY_LIMIT_BYTES", 256 << 10, 1 << 10..=16 << 20);
        let cores = available_parallelism().map_or(1, usize::from);
        Self {
            address,
            second_address,
            own_origins: own_origins(env, &public_url, address),
            console: console_folder(env),
            app,
            public_url,
            frontend_url,
            proxies,
            connections: Connections {
                workers: env.number("WORKERS", cores, 1..=512),
                max_per_worker: env.number("MAX_CONNECTIONS_PER_WORKER", 25_000, 1..=1_000_000),
                head_timeout: env.seconds("HEAD_TIMEOUT_SECONDS", 10, 1..=10),
                keep_alive: env.seconds("KEEP_ALIVE_SECONDS", 75, 1..=600),
                shutdown_timeout: env.seconds("SHUTDOWN_SECONDS", 25, 1..=25),
            },
            head_limit: env.number("HEAD_LIMIT_BYTES", 16 << 10, 1 << 10..=128 << 10),
            body_limit,
            import_limit: env.number("IMPORT_LIMIT_BYTES", 256 << 20, 1 << 20..=16 << 30),
            bounds: bounds::from_env(env, body_limit),
            deadline: env.seconds("REQUEST_DEADLINE_SECONDS", 30, 1..=600),
            drain: env.seconds("DRAIN_SECONDS", if env.is_production() { 3 } else { 0 }, 0..=5),
        }
    }

    /// What the paths of the console's pages begin with.
    pub fn console_base(&self) -> &'static str {
        if self.app.is_some() { BESIDE_AN_APP } else { "" }
    }
}

/// `PUBLIC_URL`, or the loopback address that development listens on.
fn public_url(env: &Env, address: SocketAddr) -> Url {
    let given = env.required_in_production("PUBLIC_URL");
    if let Some(Ok(url)) = given.map(str::parse::<Url>)
        && url.has_host()
        && matches!(url.scheme(), "http" | "https")
    {
        if env.is_production() && url.scheme() != "https" {
            env.fault("PUBLIC_URL", "must begin with https:// in production");
        }
        return url;
    }
    if given.is_some() {
        env.fault("PUBLIC_URL", "must be a URL, like https://app.example.com");
    }
    let mut local = LOCALHOST.clone();
    // Only a URL without a host refuses a port.
    let _ = local.set_port(Some(address.port()));
    local
}

/// `FRONTEND_URL`, or where the console is. Its origin is the public one: a link of another would give its token to a host
/// that no session is of.
fn frontend_url(env: &Env, public_url: &Url, has_app: bool) -> Url {
    let Some(given) = env.text("FRONTEND_URL") else {
        let mut console = public_url.clone();
        if has_app {
            console.set_path(&format!("{}{BESIDE_AN_APP}", public_url.path().trim_end_matches('/')));
        }
        return console;
    };
    match given.parse::<Url>() {
        Ok(url) if url.query().is_none() && url.fragment().is_none() && is_within(&url, public_url) => return url,
        Ok(url) if is_within(&url, public_url) => env.fault("FRONTEND_URL", "must have neither a query nor a fragment"),
        Ok(_) => env.fault(
            "FRONTEND_URL",
            format_args!("must be of the origin of PUBLIC_URL: {}", public_url.origin().ascii_serialization()),
        ),
        Err(_) => env.fault("FRONTEND_URL", "must be a URL, like https://app.example.com/app"),
    }
    public_url.clone()
}

/// `CONSOLE_DIR`: the folder of the console's source.
fn console_folder(env: &Env) -> Option<PathBuf> {
    let folder = PathBuf::from(env.text("CONSOLE_DIR")?);
    if env.is_production() {
        env.fault("CONSOLE_DIR", "is for development: in production the console's files are those of the program");
    } else if !folder.join("index.html").is_file() {
        env.fault("CONSOLE_DIR", "must be a folder with an index.html, like crates/web/console");
    }
    Some(folder)
}

/// `APP_DIR`: the folder of a browser app of one's own.
fn app_folder(env: &Env) -> Option<PathBuf> {
    let folder = PathBuf::from(env.text("APP_DIR")?);
    if !folder.join("index.html").is_file() {
        env.fault("APP_DIR", "must be a folder with an index.html, like app/dist");
    }
    Some(folder)
}

/// Whether a URL has the origin of `public_url`, and no name or password before its host.
fn is_within(url: &Url, public_url: &Url) -> bool {
    url.origin() == public_url.origin() && url.username().is_empty() && url.password().is_none()
}

static LOCALHOST: LazyLock<Url> = LazyLock::new(|| {
    #[expect(clippy::unwrap_used, reason = "a constant that parses")]
    Url::parse("http://localhost").unwrap()
});

/// The public origin; in development also the names of the loopback addresses, and the address that it listens on.
fn own_origins(env: &Env, public_url: &Url, address: SocketAddr) -> OwnOrigins {
    let mut origins = vec![public_url.origin().ascii_serialization()];
    if !env.is_production() {
        origins.extend(["localhost", "127.0.0.1", "[::1]"].map(|host| format!("http://{host}:{}", address.port())));
        origins.push(format!("http://{address}"));
    }
    OwnOrigins::new(origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()))
}
