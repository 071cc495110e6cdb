use std::path::Path;

use auth::outbox::Dropped;
use auth::passkeys::RelyingParty;
use auth::{AttemptLimits, Auth, DeviceKey, Hasher, HasherSize, Issuer, SessionLimits};
use base::jobs::JobQueue;
use base::{Clock, KeyedSemaphore, PoolSize, Random, SecretBox};

use super::StartError;
use super::secret::secret;
use crate::config::{Config, Secret};
use crate::database::Roles;

/// What the operations on users work with, for a server and for a command: over a pool of one connection, which a
/// server's workers replace by their own.
pub(super) fn auth(config: &Config, roles: &Roles, secret: &Secret, clock: Clock) -> Result<Auth, StartError> {
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
    auth(config, roles, &secret(config.session.secret.as_ref(), folder)?, Clock::system())
}
