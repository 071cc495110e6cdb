//! Which Postgres, as whom, and how many connections.

use std::time::Duration;

use base::Mode;
use url::Url;

use crate::config::Env;

#[derive(Debug)]
pub struct DatabaseConfig {
    pub source: DatabaseSource,
    pub mode: Mode,
    /// Connections of each worker's pool for tenant data; reads and writes have one each.
    pub tenant_connections: usize,
    /// Connections of each worker's pools for the roles `bulkhead_auth` and `bulkhead_platform`, which have one each.
    pub auth_connections: usize,
    /// How long a request waits for a connection before it is 503.
    pub acquire_timeout: Duration,
}

#[derive(Debug)]
pub enum DatabaseSource {
    /// A private Postgres in `.bulkhead/`; only in development.
    Embedded,
    External(Box<DatabaseUrls>),
}

/// A URL for each role.
#[derive(Debug, Clone)]
pub struct DatabaseUrls {
    pub auth: Url,
    pub app: Url,
    pub platform: Url,
    /// A replica for reads; the primary where unset.
    pub read: Option<Url>,
    /// Needed by `migrate` alone.
    pub owner: Option<Url>,
}

impl DatabaseConfig {
    pub fn from_env(env: &Env) -> Self {
        let mode = match env.text("DATABASE_MODE") {
            None | Some("direct") => Mode::Direct,
            Some("transaction") => Mode::Transaction,
            Some(_) => {
                env.fault("DATABASE_MODE", "must be `direct` or `transaction`");
                Mode::Direct
            }
        };
        Self {
            source: source(env),
            mode,
            tenant_connections: env.number("DATABASE_TENANT_CONNECTIONS", 8, 1..=1000),
            auth_connections: env.number("DATABASE_AUTH_CONNECTIONS", 4, 1..=1000),
            acquire_timeout: env.seconds("DATABASE_ACQUIRE_SECONDS", 2, 1..=30),
        }
    }
}

fn source(env: &Env) -> DatabaseSource {
    const NEEDED: [&str; 3] = ["DATABASE_URL_AUTH", "DATABASE_URL_APP", "DATABASE_URL_PLATFORM"];
    let read = url(env, "DATABASE_URL_READ");
    let owner = url(env, "DATABASE_URL_OWNER");
    let needed = NEEDED.map(|name| url(env, name));
    if !env.is_production() && NEEDED.iter().all(|name| env.text(name).is_none()) {
        return DatabaseSource::Embedded;
    }
    for name in NEEDED {
        if env.text(name).is_none() {
            let why = if env.is_production() {
                "must be set in production"
            } else {
                "must be set with the other database URLs"
            };
            env.fault(name, why);
        }
    }
    match needed {
        [Some(auth), Some(app), Some(platform)] => {
            DatabaseSource::External(Box::new(DatabaseUrls { auth, app, platform, read, owner }))
        }
        _ => DatabaseSource::Embedded,
    }
}

fn url(env: &Env, name: &'static str) -> Option<Url> {
    let text = env.text(name)?;
    match text.parse::<Url>() {
        Ok(url) if matches!(url.scheme(), "postgres" | "postgresql") => Some(url),
        _ => {
            env.fault(name, "must be a URL that begins with postgres://");
            None
        }
    }
}
