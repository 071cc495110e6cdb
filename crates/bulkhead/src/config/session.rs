//! Sessions and passwords.

use std::time::Duration;

use auth::AttemptLimits;

use crate::config::{Env, Secret};

const HOUR: usize = 3600;
const DAY: usize = 24 * HOUR;

#[derive(Debug)]
pub struct SessionConfig {
    /// `None` only in development, where one is made and kept in `.bulkhead/`.
    pub secret: Option<Secret>,
    /// What encrypts secrets at rest; the session secret where it is left out.
    pub encryption_key: Option<Secret>,
    /// Without a request, until a session ends.
    pub idle: Duration,
    /// From sign-in, until a session ends in any case.
    pub absolute: Duration,
    /// Wrong passwords within a quarter of an hour, for an account and for a client address.
    pub failures_per_account: u32,
    pub failures_per_client: u32,
    /// Characters.
    pub password_min_length: usize,
    /// Whether an account counts only once its address is confirmed.
    pub verified_only: bool,
}

impl SessionConfig {
    pub fn from_env(env: &Env) -> Self {
        let secret = env.required_in_production("SESSION_SECRET").and_then(|_| env.secret("SESSION_SECRET"));
        let encryption_key = env.secret("ENCRYPTION_KEY");
        let idle = env.seconds("SESSION_IDLE_SECONDS", DAY, 60..=DAY);
        let absolute = env.seconds("SESSION_ABSOLUTE_SECONDS", 30 * DAY, 60..=30 * DAY);
        if idle > absolute {
            env.fault("SESSION_IDLE_SECONDS", "must not be more than SESSION_ABSOLUTE_SECONDS");
        }
        let limits = AttemptLimits::default();
        let failures =
            |name, default: u32, most| u32::try_from(env.number(name, default as usize, 3..=most)).unwrap_or(default);
        Self {
            failures_per_account: failures("LOGIN_FAILURES_PER_ACCOUNT", limits.per_account, 10),
            failures_per_client: failures("LOGIN_FAILURES_PER_CLIENT", limits.per_client, 1_000_000),
            secret,
            encryption_key,
            idle,
            absolute,
            password_min_length: env.number("PASSWORD_MIN_LENGTH", 8, 8..=64),
            verified_only: env.switch("REQUIRE_VERIFIED_EMAIL", env.is_production()),
        }
    }
}
