//! The Postgres to use, the roles to connect as, and the number of connections.

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
    const OTHERS: [&str; 2] = ["DATABASE_URL_READ", "DATABASE_URL_OWNER"];
    let [read, owner] = OTHERS.map(|name| url(env, name));
    let needed = NEEDED.map(|name| url(env, name));
    let missing = || NEEDED.into_iter().filter(|name| env.text(name).is_none());
    let wants_private = !env.is_production() && NEEDED.iter().chain(&OTHERS).all(|name| env.text(name).is_none());
    if env.has_foreign("DATABASE_URL") && missing().next().is_some() {
        let instead = if wants_private { ", or unset it to use the private database in .bulkhead/" } else { "" };
        env.fault(
            "DATABASE_URL",
            format_args!("isn't read: set {}, which connect as a role each{instead}", NEEDED.join(", ")),
        );
    }
    if wants_private {
        return DatabaseSource::Embedded;
    }
    let why =
        if env.is_production() { "must be set in production" } else { "must be set with the other database URLs" };
    missing().for_each(|name| env.fault(name, why));
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
