//! The server put together, the same for `main` and for every test.

mod auth_setup;
mod database_watch;
mod error;
mod http;
mod listeners;
mod secret;
mod signals;
mod simulator;
mod worker;

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use auth::Auth;
use base::audit_chain::AuditKey;
use base::{Clock, PoolSize};
use url::Url;
use web::app::{self, Pages};
use web::browser_app::BrowserApp;
use web::console::Console;
use web::docs::reference::Reference;
use web::health::Readiness;
use web::metrics::Metrics;
use web::routes::ROUTES;
use web::serve;
use web::state::Shared;

pub use auth_setup::auth_of_command;
pub use error::StartError;
pub use secret::secret;

use crate::background::{self, Background, Foundation};
use crate::config::{Config, Environment};
use crate::database::{Embedded, Examination, Roles, examine, open};
use crate::dispatcher::{CarrierSettings, Carriers, CarriersError, Dispatcher, DispatcherParts};
use crate::images::Images;
use crate::mailer::{Sender, Transports};
use crate::push::{self, PushParts, Pushes};
use crate::webhooks::{WebhookParts, Webhooks};
use listeners::Listeners;
use providers::simulator::Simulator;
use providers::simulator::operator::Operator;
use providers::{DirectClient, ImageGenerations, ImageGenerator, ProceduralImages, PushSender};
use worker::Worker;

/// What is known of a database before it is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitness {
    /// It is examined, as `doctor` does.
    Unknown,
    /// It is a copy of one that was examined, as tests make hundreds. To examine it is a fifth of what such a test costs.
    Known,
}

/// A server that listens and is ready to run.
pub struct Application {
    address: SocketAddr,
    server: Server,
    metrics_server: Option<Server>,
    readiness: Arc<Readiness>,
    drain: Duration,
    background: Background,
    /// Its books are in the development database.
    simulator: Option<Simulator>,
    embedded: Option<Embedded>,
}

impl Application {
    /// Opens the database, refuses an unfit one, and listens. `folder` keeps what development needs between starts.
    pub async fn build(config: Config, clock: Clock, folder: &Path, fitness: Fitness) -> Result<Self, StartError> {
        let listeners = Listeners::bind(&config)?;
        let address = listeners.address;
        let (roles, embedded) = open(&config.database, folder).await?;
        if fitness == Fitness::Unknown {
            refuse_unfit(&roles).await?;
        }

        let secret = secret(config.session.secret.as_ref(), folder)?;
        let metrics = Arc::new(Metrics::new(ROUTES.iter().map(|route| (route.method.as_str(), route.path)))?);
        metrics.set_start(clock.now().unix_timestamp());
        let auth = auth_setup::auth(&config, &roles, &secret, clock)?;
        let auth = Auth { dropped: metrics.dropped.clone(), ..auth };
        let readiness = database_watch::start(roles.auth.clone());
        let transports = Transports::new(&config.mail, &config.sms)?;
        let push = push_sender(&config, &roles, &auth).await?;
        let shared = http::shared(&config, &secret, &transports, push, Arc::clone(&metrics), Arc::clone(&readiness))?;
        let edge = http::edge(&config, &shared);

        let shared = Arc::new(shared);
        let pages = pages(&config, &transports, &shared)?;
        let worker = Worker::new(&config, shared, roles, auth);
        let pools = worker.pools();
        let foundation = Foundation {
            auth: worker.auth.with_pool(pools.auth.clone()),
            db: pools.db(),
            jobs: pools.jobs(),
            shared: Arc::clone(&worker.shared),
            audit_key: AuditKey::derive(config.audit.key.as_ref().unwrap_or(&secret).expose()),
            node: listeners.node_name(),
            trash_days: config.retention.trash_days,
        };
        let simulator = match (&embedded, config.carrier.simulator) {
            (Some(embedded), Some(listen)) => {
                let clock = foundation.auth.clock.clone();
                Box::pin(simulator::start(listen, embedded, &config.http.public_url, address, clock)).await
            }
            _ => None,
        };
        let dispatcher = dispatcher(&config, &foundation, &transports)?;
        let webhooks = webhooks(&foundation);
        let pushes = pushes(&foundation);
        let images = images(&config, &foundation)?;
        let sender = Sender::new(transports, config.http.frontend_url);
        let (notes, denial_log, background) =
            background::start(foundation, sender, images, &dispatcher, &webhooks, &pushes);
        let state = move || worker.state(notes.clone(), denial_log.clone());
        let sockets = [Some(listeners.main), listeners.second].into_iter().flatten().collect();
        let server = app::serve(sockets, config.http.connections, edge, pages, state);
        let metrics_server = listeners.metrics.map(|listener| serve::metrics_server(listener, metrics)).transpose();
        Ok(Self {
            address,
            server: server.map_err(StartError::Start)?,
            metrics_server: metrics_server.map_err(StartError::Start)?,
            readiness,
            drain: config.http.drain,
            background,
            simulator,
            embedded,
        })
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
        let mut stopping = tokio::spawn(signals::stop_on_signal(handle, self.readiness, self.drain));
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
        drop(self.simulator);
        if let Some(embedded) = self.embedded {
            embedded.stop().await.map_err(io::Error::other)?;
        }
        result
    }
}

/// What is served beside the API.
fn pages(config: &Config, transports: &Transports, shared: &Arc<Shared>) -> Result<Pages, StartError> {
    let described = Arc::clone(shared);
    let console = Console::new(config.http.console.clone(), config.http.console_base(), move || {
        described.documents.openapi.clone()
    });
    let described = Arc::clone(shared);
    let reference = Reference::new(move || described.documents.page.clone());
    let carrier = match config.environment {
        Environment::Development => simulated(config).map(|url| Operator::new(&url)),
        Environment::Production => None,
    };
    let carrier = carrier.transpose().map_err(CarriersError::from)?;
    let app = config.http.app.clone().map(|folder| Arc::new(BrowserApp::new(folder)));
    Ok(Pages {
        console: Arc::new(console),
        reference: Arc::new(reference),
        app,
        mailbox: transports.mailbox.clone(),
        carrier,
    })
}

/// Where the simulated carrier is.
fn simulated(config: &Config) -> Option<Url> {
    config.carrier.simulator.and_then(|address| Url::parse(&format!("http://{address}")).ok())
}

/// What sends the requests of tenants' phones, and the e-mails of their campaigns.
fn dispatcher(config: &Config, on: &Foundation, transports: &Transports) -> Result<Dispatcher, StartError> {
    let settings = CarrierSettings { twilio: config.carrier.twilio.clone(), simulated: simulated(config) };
    Ok(Dispatcher::new(DispatcherParts {
        jobs: on.jobs.clone(),
        db: on.db.clone(),
        clock: on.auth.clock.clone(),
        random: on.auth.random.clone(),
        secret_box: on.auth.secret_box.clone(),
        carriers: Carriers::new(&settings)?,
        mail: transports.mail.clone(),
        public_origin: on.shared.public_origin.clone(),
        metrics: Arc::clone(&on.shared.metrics),
    }))
}

/// What delivers events to tenants' webhooks.
fn webhooks(on: &Foundation) -> Webhooks {
    Webhooks::new(WebhookParts {
        auth: on.auth.clone(),
        jobs: on.jobs.clone(),
        db: on.db.clone(),
        clock: on.auth.clock.clone(),
        random: on.auth.random.clone(),
        secret_box: on.auth.secret_box.clone(),
        client: Arc::clone(&on.shared.guarded),
        metrics: Arc::clone(&on.shared.metrics),
    })
}

/// What pushes to browsers have in common, with the key that all nodes share.
async fn push_sender(config: &Config, roles: &Roles, auth: &Auth) -> Result<Option<PushSender>, StartError> {
    let size = PoolSize { max: 1, acquire_timeout: config.database.acquire_timeout };
    let db = roles.pools(size, size).db();
    push::sender(config.push.as_ref(), &db, &auth.secret_box, &auth.random).await.map_err(StartError::PushKey)
}

/// What makes the images that members ask for: the installation's endpoint, or a local generator.
fn images(config: &Config, on: &Foundation) -> Result<Images, StartError> {
    let generator: Arc<dyn ImageGenerator> = match &config.images {
        Some(endpoint) => {
            let client = DirectClient::new().map_err(|error| StartError::Start(io::Error::other(error)))?;
            let source = (on.auth.clock.clone(), on.auth.random.clone());
            Arc::new(ImageGenerations::new(endpoint, client, source)?)
        }
        None => Arc::new(ProceduralImages),
    };
    Ok(Images {
        jobs: on.jobs.clone(),
        clock: on.auth.clock.clone(),
        random: on.auth.random.clone(),
        generator,
        files: on.shared.files.clone(),
        metrics: Arc::clone(&on.shared.metrics),
    })
}

/// What pushes notifications to browsers.
fn pushes(on: &Foundation) -> Pushes {
    Pushes::new(PushParts {
        jobs: on.jobs.clone(),
        db: on.db.clone(),
        clock: on.auth.clock.clone(),
        random: on.auth.random.clone(),
        secret_box: on.auth.secret_box.clone(),
        session_limits: on.auth.session_limits,
        client: Arc::clone(&on.shared.guarded),
        sender: on.shared.push.clone(),
        metrics: Arc::clone(&on.shared.metrics),
    })
}

/// Refuses a database that isn't fit to be served.
async fn refuse_unfit(roles: &Roles) -> Result<(), StartError> {
    let Examination { faults, warnings } = examine(roles).await?;
    for fault in warnings {
        tracing::warn!(check = fault.check, "{fault}");
    }
    if faults.is_empty() { Ok(()) } else { Err(StartError::Unfit(faults)) }
}
