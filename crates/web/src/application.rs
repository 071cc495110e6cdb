//! The server put together, the same for `main` and for every test.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::App;
use actix_web::dev::{Server, ServerHandle, fn_service};
use auth::outbox::Dropped;
use auth::passkeys::RelyingParty;
use auth::{AttemptLimits, Auth, DeviceKey, Hasher, HasherSize, Issuer, SECURITY_LOG, SessionLimits, StoreError};
use base::audit_chain::{self, Anchor, AuditKey, Report};
use base::jobs::JobQueue;
use base::{Clock, KeyedSemaphore, Mode, PoolSize, Random, RecentLanes, SecretBox, Share};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tenancy::{Db, SeenTenants, audit};

use crate::background::{self, Background, Foundation};
use crate::config::{
    AuditConfig, Config, DatabaseConfig, DatabaseSource, DatabaseUrls, Environment, Secret, SessionConfig,
};
use crate::database::{Embedded, EmbeddedError, Examination, Pools, Roles, examine, examiners};
use crate::dispatch::dispatch;
use crate::edge::limit::Limits;
use crate::edge::{self, Admission, Edge, Timeouts};
use crate::health::Readiness;
use crate::mailer::{self, TransportError, Transports};
use crate::metrics::Metrics;
use crate::quotas::Quotas;
use crate::routes::ROUTES;
use crate::serve;
use crate::session::{self, Cookies};
use crate::shares::Shares;
use crate::state::{Shared, State};

/// Why the server did not start; one line a fault.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    #[error("{0} is not the URL of a database")]
    Url(&'static str, #[source] sqlx::Error),
    #[error("the database can't be examined")]
    Examine(#[from] tenancy::Error),
    #[error("the logs can't be verified")]
    Verify(#[from] StoreError),
    #[error("{}", .0.join("\n"))]
    Unfit(Vec<String>),
    #[error("{variable}: can't listen on {address}")]
    Listen { variable: &'static str, address: SocketAddr, source: io::Error },
    #[error("can't keep the development secret in {0}")]
    Secret(String, #[source] io::Error),
    #[error("can't start")]
    Start(#[source] io::Error),
    #[error(transparent)]
    Transports(#[from] TransportError),
    #[error("two metrics have one name")]
    Metrics(#[from] prometheus::Error),
}

/// A server that listens and is ready to run.
pub struct Application {
    address: SocketAddr,
    server: Server,
    metrics_server: Option<Server>,
    readiness: Arc<Readiness>,
    drain: Duration,
    background: Background,
    embedded: Option<Embedded>,
}

impl Application {
    /// Opens the database, refuses an unfit one, and listens. `folder` keeps what development needs between starts.
    pub async fn build(config: Config, clock: Clock, folder: &Path) -> Result<Self, StartError> {
        let listener = listen("BULKHEAD_ADDR", config.http.address)?;
        let second_listener = config.http.second_address.and_then(second_listener);
        let metrics_listener = metrics_listener(&config)?;
        let address = listener.local_addr().map_err(StartError::Start)?;
        let (roles, embedded) = open(&config.database, folder).await?;
        refuse_unfit(&roles).await?;

        let secret = secret(config.session.secret.clone(), folder)?;
        let audit_key = AuditKey::derive(config.audit.key.as_ref().unwrap_or(&secret).expose());
        let auth = auth(&config, &roles, &secret, clock.clone())?;
        let metrics = Arc::new(Metrics::new(ROUTES.iter().map(|route| (route.method.as_str(), route.path)))?);
        let auth = Auth { dropped: metrics.dropped.clone(), ..auth };
        metrics.set_start(clock.now().unix_timestamp());
        let readiness = watch(roles.auth.clone());
        let transports = Transports::new(config.mail, config.sms, config.http.public_url.clone())?;
        let shared = Arc::new(Shared {
            limits: Arc::new(Limits::new(config.rates)),
            metrics: Arc::clone(&metrics),
            readiness: Arc::clone(&readiness),
            cookies: Cookies::new(&config.http.public_url, &secret, config.session.absolute),
            can_mail: transports.mail.is_some(),
            can_text: transports.sms.is_some(),
            password_min_length: config.session.password_min_length,
            body_limit: config.http.body_limit,
            import_limit: config.http.import_limit,
            quotas: Quotas::default(),
            shares: Shares::new(config.shares.limits, &metrics),
        });
        let admission = Admission::new(config.http.bounds, config.http.proxies.clone(), &metrics);
        let edge = Edge::new(
            Arc::new(edge::Settings {
                proxies: config.http.proxies,
                own_origins: config.http.own_origins,
                cookies: shared.cookies.names(),
                head_limit: config.http.head_limit,
                admission: Arc::clone(&admission),
                deadline: config.http.deadline,
                access_log: config.telemetry.access_log,
                readiness: Arc::clone(&readiness),
            }),
            Arc::clone(&shared.limits),
            Arc::clone(&metrics),
        );
        let size = |max| PoolSize { max, acquire_timeout: config.database.acquire_timeout };
        let (tenant, other) = (size(config.database.tenant_connections), size(config.database.auth_connections));
        let (share, seen) = (config.shares.connections, SeenTenants::default());
        let recent = RecentLanes::default();
        let worker = Worker { shared, roles, tenant, other, share, recent, seen, auth };
        let pools = worker.pools();
        let foundation = Foundation {
            auth: worker.auth.with_pool(pools.auth.clone()),
            db: pools.db(),
            jobs: pools.jobs(),
            shared: Arc::clone(&worker.shared),
            audit_key,
            node: node_name(address),
            trash_days: config.retention.trash_days,
        };
        let mailbox = transports.mailbox.clone();
        let (notes, denial_log, background) = background::start(foundation, transports);
        let factory = move || {
            let (auth, db) = worker.services();
            actix_web::rt::spawn(background::count_connections(
                auth.pool.clone(),
                db.clone(),
                Arc::clone(&worker.shared),
            ));
            let state = Rc::new(State {
                shared: Arc::clone(&worker.shared),
                auth,
                db,
                notes: notes.clone(),
                denial_log: denial_log.clone(),
            });
            App::new()
                .configure(|config| mailbox.iter().for_each(|mailbox| mailer::pages(config, mailbox)))
                .default_service(fn_service({
                    let state = Rc::clone(&state);
                    move |request| dispatch(Rc::clone(&state), request)
                }))
                .wrap(session::layer(&state))
                .wrap(edge.clone())
        };
        let server = serve::server(
            [listener].into_iter().chain(second_listener).collect(),
            config.http.connections,
            Timeouts::default(),
            admission,
            Arc::clone(&metrics),
            factory,
        )
        .map_err(StartError::Start)?;
        let metrics_server = metrics_listener.map(|listener| serve::metrics_server(listener, metrics)).transpose();
        let metrics_server = metrics_server.map_err(StartError::Start)?;
        Ok(Self { address, server, metrics_server, readiness, drain: config.http.drain, background, embedded })
    }

    /// Where it listens; the port is a real one even where the configuration says 0.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops the server from elsewhere.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Serves until a signal, or [`ServerHandle::stop`], ends it; then the development database ends as well.
    pub async fn run(self) -> io::Result<()> {
        let handle = self.server.handle();
        let mut stopping = tokio::spawn(serve::stop_on_signal(handle, self.readiness, self.drain));
        let metrics = self.metrics_server.map(tokio::spawn);
        let (server, background) = (self.server, self.background);
        let orderly = async move {
            let result = server.await;
            // It would report the end of its database as a failure.
            background.shutdown().await;
            result
        };
        // A second signal cuts requests off, and jobs as well: their leases run out.
        let result = tokio::select! {
            result = orderly => result,
            twice = &mut stopping => twice.map_err(io::Error::other).flatten(),
        };
        stopping.abort();
        if let Some(metrics) = metrics {
            metrics.abort();
        }
        if let Some(embedded) = self.embedded {
            embedded.stop().await.map_err(io::Error::other)?;
        }
        result
    }
}

/// The host's name and the port: what tells a process from the others of an installation.
fn node_name(address: SocketAddr) -> String {
    let uname = rustix::system::uname();
    format!("{}:{}", uname.nodename().to_string_lossy(), address.port())
}

fn listen(variable: &'static str, address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).map_err(|source| StartError::Listen { variable, address, source })
}

/// The listener of development's second address. A machine may lack IPv6, or another server may have the port there.
fn second_listener(address: SocketAddr) -> Option<TcpListener> {
    let listener = TcpListener::bind(address);
    if listener.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse) {
        tracing::warn!("{address} is in use: http://localhost may lead to another server");
    }
    listener.ok()
}

/// The listener for metrics, if configured. Several servers of one developer share a default; the first gets it.
fn metrics_listener(config: &Config) -> Result<Option<TcpListener>, StartError> {
    let Some(address) = config.telemetry.metrics_address else { return Ok(None) };
    match listen("METRICS_ADDR", address) {
        Err(StartError::Listen { source, .. })
            if source.kind() == io::ErrorKind::AddrInUse && config.environment == Environment::Development =>
        {
            tracing::warn!("METRICS_ADDR: {address} is in use; there are no metrics");
            Ok(None)
        }
        listener => listener.map(Some),
    }
}

/// What a worker makes its own state from.
#[derive(Clone)]
struct Worker {
    shared: Arc<Shared>,
    roles: Roles,
    /// The size of a pool for tenant data, and of one of the others.
    tenant: PoolSize,
    other: PoolSize,
    /// What a tenant has of a pool for tenant data.
    share: Share,
    /// The tenants that asked last for a connection, on all workers.
    recent: RecentLanes,
    /// The tenant that a caller is counted for, as all workers know it.
    seen: SeenTenants,
    auth: Auth,
}

impl Worker {
    fn pools(&self) -> Pools {
        self.roles.pools(self.tenant, self.other)
    }

    /// Services over connections of their own.
    fn services(&self) -> (Auth, Db) {
        let pools = self.pools().sharing(self.share, &self.recent);
        (self.auth.with_pool(pools.auth.clone()), pools.db().with_seen(self.seen.clone()))
    }
}

/// What the operations on users work with, for a server and for a command: over a pool of one connection, which a
/// server's workers replace by their own.
fn auth(config: &Config, roles: &Roles, secret: &Secret, clock: Clock) -> Result<Auth, StartError> {
    let random = Random::system();
    let secret_box = SecretBox::derive(config.session.encryption_key.as_ref().unwrap_or(secret).expose());
    let size = PoolSize { max: 1, acquire_timeout: config.database.acquire_timeout };
    Ok(Auth {
        pool: roles.pools(size, size).auth,
        hasher: Hasher::start(HasherSize::default(), random.clone()).map_err(StartError::Start)?,
        session_limits: SessionLimits {
            idle: config.session.idle.try_into().unwrap_or(time::Duration::DAY),
            absolute: config.session.absolute.try_into().unwrap_or(time::Duration::DAY),
        },
        attempt_limits: AttemptLimits {
            per_account: config.session.failures_per_account,
            per_client: config.session.failures_per_client,
            ..AttemptLimits::default()
        },
        device_key: DeviceKey::derive(secret.expose()),
        sign_in_permits: KeyedSemaphore::default(),
        issuer: Issuer::new(config.http.public_url.as_str()),
        relying_party: RelyingParty::new(&config.http.public_url),
        jobs: JobQueue::new(clock.clone(), random.clone(), secret_box.clone()),
        secret_box,
        clock,
        random,
        verified_only: config.session.verified_only,
        dropped: Dropped::default(),
    })
}

/// The same for a command, with nothing else started.
pub fn auth_of_command(config: &Config, roles: &Roles, folder: &Path) -> Result<Auth, StartError> {
    auth(config, roles, &secret(config.session.secret.clone(), folder)?, Clock::system())
}

/// Starts or names the database.
pub async fn open(config: &DatabaseConfig, folder: &Path) -> Result<(Roles, Option<Embedded>), StartError> {
    match &config.source {
        DatabaseSource::Embedded => {
            let embedded = Embedded::start(&folder.join("postgres")).await?;
            Ok((embedded.roles.clone(), Some(embedded)))
        }
        DatabaseSource::External(urls) => Ok((external(urls, config.mode)?, None)),
    }
}

fn external(urls: &DatabaseUrls, mode: Mode) -> Result<Roles, StartError> {
    let options = |name, url| PgConnectOptions::from_url(url).map_err(|error| StartError::Url(name, error));
    Ok(Roles::new(
        options("DATABASE_URL_AUTH", &urls.auth)?,
        options("DATABASE_URL_APP", &urls.app)?,
        urls.read.as_ref().map(|url| options("DATABASE_URL_READ", url)).transpose()?,
        options("DATABASE_URL_PLATFORM", &urls.platform)?,
        urls.owner.as_ref().map(|url| options("DATABASE_URL_OWNER", url)).transpose()?,
        mode,
    ))
}

/// Refuses a database that isn't fit to be served.
async fn refuse_unfit(roles: &Roles) -> Result<(), StartError> {
    let Examination { faults, warnings } = examine(roles).await?;
    for fault in warnings {
        tracing::warn!(check = fault.check, "{fault}");
    }
    if faults.is_empty() { Ok(()) } else { Err(StartError::Unfit(faults)) }
}

/// The secret of sessions: the configured one, else that of development.
fn secret(configured: Option<Secret>, folder: &Path) -> Result<Secret, StartError> {
    configured.map_or_else(|| development_secret(folder), Ok)
}

/// Compares both logs with their audit chains, and the chains with anchors that were kept elsewhere. After each link,
/// `so_far` is told the report of its log up to there.
pub async fn verify(
    roles: &Roles,
    audit: AuditConfig,
    session: SessionConfig,
    folder: &Path,
    since: &[Anchor],
    so_far: &mut (dyn FnMut(&Report) + Send),
) -> Result<[Report; 2], StartError> {
    let secret = match audit.key {
        Some(key) => key,
        None => secret(session.secret, folder)?,
    };
    let key = AuditKey::derive(secret.expose());
    let pools = examiners(roles);
    let events =
        audit_chain::verify(&SECURITY_LOG, &key, &pools.auth, since, so_far).await.map_err(StoreError::from)?;
    Ok([events, audit::verify(&pools.db(), &key, since, so_far).await?])
}

/// Reads the secret of earlier starts, or makes one and keeps it where only its owner reads it.
fn development_secret(folder: &Path) -> Result<Secret, StartError> {
    let path = folder.join("session-secret");
    let failed = |error| StartError::Secret(path.display().to_string(), error);
    match std::fs::read_to_string(&path) {
        Ok(text) => text.trim().parse().map_err(|error| failed(io::Error::other(error))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let text = Random::system().token();
            std::fs::create_dir_all(folder).map_err(failed)?;
            write_private(&path, &text).map_err(failed)?;
            text.parse().map_err(|error| failed(io::Error::other(error)))
        }
        Err(error) => Err(failed(error)),
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}

/// Looks four times a second whether the database answers; readiness reports what was seen last.
fn watch(options: PgConnectOptions) -> Arc<Readiness> {
    let reachable = Arc::new(AtomicBool::new(true));
    let seen = Arc::clone(&reachable);
    tokio::spawn(async move {
        let mut connection = None;
        loop {
            let look = async {
                let mut open = match connection.take() {
                    Some(open) => open,
                    None => options.connect().await?,
                };
                open.ping().await?;
                Ok::<_, sqlx::Error>(open)
            };
            connection = tokio::time::timeout(Duration::from_secs(1), look).await.ok().and_then(Result::ok);
            seen.store(connection.is_some(), Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    });
    Arc::new(Readiness::new(move || reachable.load(Ordering::Relaxed)))
}
