//! What was mailed, as the development mailbox shows it.

use std::time::Duration;

use crate::letters::mailbox;
use crate::server::{SECRET, TestServer};

/// The tokens of the invitations that were mailed to an address.
pub async fn tokens(url: &str, email: &str) -> Vec<String> {
    let letters = mailbox(url).await;
    let letters = letters.iter().filter(|letter| letter["to"] == email);
    let links = letters.filter_map(|letter| letter["link"].as_str()?.split_once("/accept-invitation#token="));
    links.map(|(_, token)| token.to_owned()).collect()
}

/// Waits for the token of the one invitation to an address that isn't among these yet, and puts it there.
pub async fn next_token(server: &TestServer, email: &str, seen: &mut Vec<String>) -> String {
    for _ in 0..500 {
        if let Some(token) = tokens(&server.url, email).await.into_iter().find(|token| !seen.contains(token)) {
            seen.push(token.clone());
            return token;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("no invitation came to {email}");
}

/// Waits for the token of the only invitation to an address.
pub async fn token(server: &TestServer, email: &str) -> String {
    next_token(server, email, &mut Vec::new()).await
}

/// Whether no invitation went to an address, once nothing waits to be sent.
pub async fn is_empty(server: &TestServer, email: &str) -> bool {
    let mut superuser = server.db.connect("postgres").await;
    for _ in 0..500 {
        let waiting = sqlx::query_scalar::<_, i64>("select count(*) from jobs.jobs where finished_at is null")
            .fetch_one(&mut superuser)
            .await;
        if waiting.expect("the superuser may read") == 0 {
            return tokens(&server.url, email).await.is_empty();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("letters wait and aren't sent");
}

/// An [`auth::Auth`] on the database of a server, like that of one of its workers.
pub fn auth(server: &TestServer) -> auth::Auth {
    let random = base::Random::system();
    let wait = std::time::Duration::from_secs(5);
    let size = auth::HasherSize { threads: std::num::NonZero::<usize>::MIN, queue: 4, wait };
    auth::Auth {
        pool: server.db.pool("bulkhead_auth", 2),
        hasher: auth::Hasher::start(size, random.clone()).expect("a hasher starts"),
        clock: server.clock.clone(),
        random,
        session_limits: auth::SessionLimits::default(),
        attempt_limits: auth::AttemptLimits::default(),
        device_key: auth::DeviceKey::derive(SECRET.as_bytes()),
        sign_in_permits: base::KeyedSemaphore::default(),
        issuer: auth::Issuer::new("http://127.0.0.1/"),
        relying_party: auth::passkeys::RelyingParty::new(&"http://127.0.0.1/".parse().expect("a URL")),
        verified_only: false,
        jobs: base::jobs::JobQueue::new(
            server.clock.clone(),
            base::Random::system(),
            base::SecretBox::derive(SECRET.as_bytes()),
        ),
        dropped: auth::outbox::Dropped::default(),
        secret_box: base::SecretBox::derive(SECRET.as_bytes()),
    }
}
