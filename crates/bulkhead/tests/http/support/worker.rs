//! The server's own parts, over a test server's database.

use std::num::NonZero;
use std::time::Duration;

use auth::outbox::Dropped;
use auth::{Auth, DeviceKey, Hasher, HasherSize, Issuer};
use base::jobs::JobQueue;
use base::{KeyedSemaphore, Random, SecretBox};

use super::server::{SECRET, TestServer};

/// An [`Auth`] on the database of a server, like that of one of its workers.
pub fn auth(server: &TestServer) -> Auth {
    let random = Random::system();
    let size = HasherSize { threads: NonZero::<usize>::MIN, queue: 4, wait: Duration::from_secs(5) };
    Auth {
        pool: server.db.pool("bulkhead_auth", 4),
        hasher: Hasher::start(size, random.clone()).unwrap(),
        clock: server.clock.clone(),
        random,
        session_limits: auth::sessions::SessionLimits::default(),
        attempt_limits: auth::AttemptLimits::default(),
        device_key: DeviceKey::derive(SECRET.as_bytes()),
        sign_in_permits: KeyedSemaphore::default(),
        secret_box: SecretBox::derive(SECRET.as_bytes()),
        verified_only: false,
        issuer: Issuer::new("https://bulkhead.test/"),
        relying_party: auth::passkeys::RelyingParty::new(&"https://bulkhead.test/".parse().unwrap()),
        jobs: queue(server, SECRET),
        dropped: Dropped::default(),
    }
}

/// The queue of jobs, whose payloads are encrypted with this secret.
pub fn queue(server: &TestServer, secret: &str) -> JobQueue {
    JobQueue::new(server.clock.clone(), Random::system(), SecretBox::derive(secret.as_bytes()))
}
