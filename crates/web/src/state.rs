//! What a worker's requests share.

use std::sync::{Arc, LazyLock};

use actix_web::web::Bytes;
use auth::Auth;
use auth::denial_log::DenialLog;
use domain::attempts::Provider;
use providers::twilio::PublicOrigin;
use providers::twilio::carrier::Carrier;
use providers::{ChatModel, FileStore, GuardedClient, PushSender};
use tenancy::Db;
use tenancy::denied::DeniedAccessQueue;
use tenancy::live::Positions;
use tokio::sync::Semaphore;

use crate::cookies::Cookies;
use crate::edge::limit::Limits;
use crate::error::Error;
use crate::health::Readiness;
use crate::live::{Hub, Places};
use crate::metrics::Metrics;
use crate::quotas::Quotas;
use crate::shares::Shares;
use crate::webhook_alerts::WebhookAlerts;

/// The API's description: for programs, and for people. Each is made when it is first asked for.
pub struct Documents {
    /// `OpenAPI`, as JSON.
    pub openapi: Lazy,
    /// HTML.
    pub page: Lazy,
}

/// Bytes that are made when they are first needed.
pub type Lazy = LazyLock<Bytes, Box<dyn FnOnce() -> Bytes + Send>>;

/// Shared by all workers of a process.
pub struct Shared {
    pub limits: Arc<Limits>,
    pub metrics: Arc<Metrics>,
    pub readiness: Arc<Readiness>,
    pub documents: Documents,
    pub cookies: Cookies,
    /// What the paths of the console's pages begin with: nothing, or `/console` beside a browser app.
    pub console_base: &'static str,
    /// The origin of `PUBLIC_URL`, under which others reach the server: `https://app.example.com`.
    pub public_origin: String,
    /// The same, as carriers sign it.
    pub webhook_origin: PublicOrigin,
    /// What agents say, but for those of tenants with an endpoint of their own.
    pub chat: Arc<dyn ChatModel>,
    /// Sends requests to URLs that tenants name.
    pub guarded: Arc<GuardedClient>,
    /// What pushes to browsers have in common; `None` where this server pushes none.
    pub push: Option<PushSender>,
    /// Where files are that have left the database.
    pub files: Option<FileStore>,
    /// How many uploaded images are in memory at the same time, those that wait to be decoded included.
    pub image_uploads: Semaphore,
    /// How many images are decoded at the same time.
    pub image_decoders: Semaphore,
    /// Who has the audio of recordings.
    pub carriers: RecordingCarriers,
    /// Whether e-mails, and text messages, can leave.
    pub can_mail: bool,
    pub can_text: bool,
    /// Whether a page shows what was sent in development.
    pub has_mailbox: bool,
    pub password_min_length: usize,
    /// Bytes of a body, but for imports.
    pub body_limit: usize,
    /// Bytes of an import.
    pub import_limit: usize,
    /// The limits of tenants that have one.
    pub quotas: Quotas,
    /// What each tenant has at a time.
    pub shares: Shares,
    /// What tells the streams of live updates what happens, and their places.
    pub hub: Arc<Hub>,
    pub places: Places,
    /// What operators are told of carriers' requests.
    pub webhook_alerts: WebhookAlerts,
}

/// The carriers that recordings are fetched from.
pub struct RecordingCarriers {
    pub twilio: Carrier,
    /// `None` where there is no simulated carrier.
    pub simulated: Option<Carrier>,
}

impl RecordingCarriers {
    pub fn of(&self, provider: Provider) -> Option<&Carrier> {
        match provider {
            Provider::Twilio => Some(&self.twilio),
            Provider::Simulated => self.simulated.as_ref(),
        }
    }
}

impl Shared {
    /// 503 `mail_unavailable` where no e-mail can leave: for what is of no use without one.
    pub fn check_mail(&self) -> Result<(), Error> {
        if self.can_mail { Ok(()) } else { Err(Error::NoTransport { code: "mail_unavailable" }) }
    }

    /// The same for text messages: `sms_unavailable`.
    pub fn check_text(&self) -> Result<(), Error> {
        if self.can_text { Ok(()) } else { Err(Error::NoTransport { code: "sms_unavailable" }) }
    }

    /// 503 `push_unavailable` where nothing is pushed to browsers.
    pub fn push(&self) -> Result<&PushSender, Error> {
        self.push.as_ref().ok_or(Error::NoTransport { code: "push_unavailable" })
    }
}

/// A worker's own: its connections never leave its thread.
pub struct State {
    pub shared: Arc<Shared>,
    pub auth: Auth,
    /// Takes note of lookups that found nothing.
    pub notes: DeniedAccessQueue,
    /// Takes note of acts that were refused.
    pub denial_log: DenialLog,
    pub db: Db,
    /// Of live updates.
    pub positions: Positions,
}
