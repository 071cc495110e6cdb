//! Configuration from the environment: a small struct per concern, every fault named, all of them at once.

mod audit;
mod bounds;
mod carrier;
mod database;
mod endpoint;
mod env;
mod file;
mod files;
mod http;
mod limits;
mod listen;
mod mailer;
mod outgoing;
mod push;
mod retention;
mod secret;
mod session;
mod shares;
mod telemetry;
mod variables;

pub use audit::AuditConfig;
pub use carrier::CarrierConfig;
pub use database::{DatabaseConfig, DatabaseSource, DatabaseUrls};
pub use env::{ConfigErrors, Env, Environment};
pub use http::HttpConfig;
pub use mailer::{MailConfig, SmsConfig};
pub use push::PushConfig;
pub use retention::RetentionConfig;
pub use secret::Secret;
pub use session::SessionConfig;
pub use shares::ShareConfig;
pub use telemetry::{LogFormat, TelemetryConfig};

use providers::{ChatEndpoint, FileStoreConfig, GuardedConfig, ImageEndpoint};
use web::edge::limit::Rates;

/// Everything that `serve` reads. It is taken apart at the start: each component gets its own part.
#[derive(Debug)]
pub struct Config {
    pub environment: Environment,
    pub http: HttpConfig,
    pub database: DatabaseConfig,
    pub session: SessionConfig,
    pub audit: AuditConfig,
    pub retention: RetentionConfig,
    pub mail: MailConfig,
    pub sms: SmsConfig,
    pub carrier: CarrierConfig,
    /// What requests to URLs of tenants may reach.
    pub outgoing: GuardedConfig,
    /// How notifications are pushed to browsers; `None` where none are.
    pub push: Option<PushConfig>,
    /// The model that replies for agents without an endpoint of their own; a script where there is none.
    pub chat: Option<ChatEndpoint>,
    /// The model that makes images; a local generator where there is none.
    pub images: Option<ImageEndpoint>,
    /// Where files are moved to; `None`: they stay in the database.
    pub files: Option<FileStoreConfig>,
    pub rates: Rates,
    pub shares: ShareConfig,
    pub telemetry: TelemetryConfig,
    /// What is probably a mistake but keeps nothing from starting, one line each.
    pub warnings: Vec<String>,
}

impl Config {
    /// Reads `.env` in development (the real environment wins over it), then the environment.
    pub fn load() -> Result<Self, ConfigErrors> {
        let is_production = Env::process().is_production();
        if !is_production {
            let folder = std::env::current_dir().map_err(|error| {
                ConfigErrors::of([format!("the folder that .env would be in can't be found: {error}")])
            })?;
            file::load(&folder)?;
        }
        let env = Env::process();
        if !is_production && env.text("BULKHEAD_ENV") == Some("production") {
            env.fault(
                "BULKHEAD_ENV",
                "must be set to `production` in the environment itself: production doesn't read .env",
            );
        }
        Self::from_env(&env)
    }

    pub fn from_env(env: &Env) -> Result<Self, ConfigErrors> {
        let (http, database) = (HttpConfig::from_env(env), DatabaseConfig::from_env(env));
        let workers = http.connections.workers;
        let outgoing = outgoing::from_env(env);
        let push = push::from_env(env, &outgoing.allow, &http.public_url);
        let (in_flight, import_limit) = (http.bounds.in_flight, http.import_limit);
        let mut config = Self {
            environment: env.environment(),
            shares: ShareConfig::from_env(env, database.tenant_connections, workers, in_flight, import_limit),
            http,
            database,
            session: SessionConfig::from_env(env),
            audit: AuditConfig::from_env(env),
            retention: RetentionConfig::from_env(env),
            mail: MailConfig::from_env(env),
            sms: SmsConfig::from_env(env),
            carrier: CarrierConfig::from_env(env),
            push,
            outgoing,
            chat: endpoint::from_env(env, &endpoint::CHAT).map(|endpoint| ChatEndpoint {
                base: endpoint.base,
                key: endpoint.key,
                model: endpoint.model,
                time_limit: ChatEndpoint::TIME_LIMIT,
            }),
            images: endpoint::from_env(env, &endpoint::IMAGES).map(|endpoint| ImageEndpoint {
                base: endpoint.base,
                key: endpoint.key,
                model: endpoint.model,
                time_limit: ImageEndpoint::TIME_LIMIT,
            }),
            files: files::from_env(env),
            rates: limits::from_env(env),
            telemetry: TelemetryConfig::from_env(env),
            warnings: Vec::new(),
        };
        config.warnings = env.verdict()?;
        if env.is_production() && config.carrier.simulator.is_some() {
            config.warnings.push("SIMULATOR_ADDR is set: phones at the simulated carrier reach no one".to_owned());
        }
        Ok(config)
    }
}

#[cfg(test)]
mod tests;
