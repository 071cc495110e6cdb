//! What `web` is told of the configuration.

use std::io;
use std::sync::Arc;

use providers::twilio::PublicOrigin;
use providers::twilio::carrier::Carrier;
use providers::{
    ChatCompletions, ChatEndpoint, ChatModel, DirectClient, FileStore, GuardedClient, PushSender, ScriptedChat,
};
use tokio::sync::Semaphore;
use web::cookies::Cookies;
use web::docs;
use web::edge::limit::Limits;
use web::edge::{self, Admission, Edge};
use web::health::Readiness;
use web::live::{Hub, Places};
use web::metrics::Metrics;
use web::quotas::Quotas;
use web::routes::ROUTES;
use web::shares::Shares;
use web::state::{RecordingCarriers, Shared};
use web::webhook_alerts::WebhookAlerts;

use super::StartError;
use crate::config::{Config, Secret};
use crate::dispatcher::CarriersError;
use crate::mailer::Transports;

/// Uploaded images of a node, each of up to 10 MiB, that are decoded or wait to be.
const IMAGE_UPLOADS: usize = 16;

/// Images that are decoded at the same time.
const IMAGE_DECODERS: usize = 2;

/// What all workers share.
pub(super) fn shared(
    config: &Config,
    secret: &Secret,
    transports: &Transports,
    push: Option<PushSender>,
    metrics: Arc<Metrics>,
    readiness: Arc<Readiness>,
) -> Result<Shared, StartError> {
    let cookies = Cookies::new(&config.http.public_url, secret.expose(), config.session.absolute);
    let public_url = &config.http.public_url;
    Ok(Shared {
        limits: Arc::new(Limits::new(config.rates)),
        readiness,
        documents: docs::documents(&ROUTES, cookies.session_name()),
        cookies,
        console_base: config.http.console_base(),
        public_origin: public_url.origin().ascii_serialization(),
        webhook_origin: PublicOrigin::of(public_url).ok_or_else(|| StartError::Origin(public_url.clone()))?,
        chat: chat_model(config.chat.as_ref())?,
        guarded: Arc::new(GuardedClient::new(&config.outgoing)?),
        push,
        files: config.files.as_ref().map(FileStore::new).transpose()?,
        image_uploads: Semaphore::new(IMAGE_UPLOADS),
        image_decoders: Semaphore::new(IMAGE_DECODERS),
        carriers: recording_carriers(config)?,
        can_mail: transports.mail.is_some(),
        can_text: transports.sms.is_some(),
        has_mailbox: transports.mailbox.is_some(),
        password_min_length: config.session.password_min_length,
        body_limit: config.http.body_limit,
        import_limit: config.http.import_limit,
        quotas: Quotas::default(),
        shares: Shares::new(config.shares.limits, &metrics),
        hub: Hub::new(metrics.live.clone()),
        places: Places::new(config.shares.streams, &metrics),
        webhook_alerts: WebhookAlerts::default(),
        metrics,
    })
}

/// What agents say: by the installation's endpoint, or by a script.
fn chat_model(endpoint: Option<&ChatEndpoint>) -> Result<Arc<dyn ChatModel>, StartError> {
    let Some(endpoint) = endpoint else { return Ok(Arc::new(ScriptedChat)) };
    let client = DirectClient::new().map_err(|error| StartError::Start(io::Error::other(error)))?;
    Ok(Arc::new(ChatCompletions::direct(endpoint, client)?))
}

/// Clients of the carriers that have recordings.
fn recording_carriers(config: &Config) -> Result<RecordingCarriers, StartError> {
    let simulated = super::simulated(config).map(|url| Carrier::new(&url)).transpose();
    let twilio = Carrier::new(&config.carrier.twilio).map_err(CarriersError::from)?;
    Ok(RecordingCarriers { twilio, simulated: simulated.map_err(CarriersError::from)? })
}

/// What each request passes first.
pub(super) fn edge(config: &Config, shared: &Shared) -> Edge {
    let http = &config.http;
    let settings = edge::Settings {
        proxies: http.proxies.clone(),
        own_origins: http.own_origins.clone(),
        cookies: shared.cookies.names(),
        head_limit: http.head_limit,
        admission: Admission::new(http.bounds, http.proxies.clone(), &shared.metrics),
        deadline: http.deadline,
        access_log: config.telemetry.access_log,
        readiness: Arc::clone(&shared.readiness),
    };
    Edge::new(Arc::new(settings), Arc::clone(&shared.limits), Arc::clone(&shared.metrics))
}
