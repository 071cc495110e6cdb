//! What was mailed, read from the outbox with the server's key.

use serde_json::Value as Json;
use sqlx::Row;

use crate::server::{SECRET, TestServer};

/// A letter, as far as tests care.
pub struct Mail {
    /// The name of its variant: `invitation`.
    pub kind: String,
    pub token: Option<String>,
}

/// The letters to an address, the first one first.
pub async fn to(server: &TestServer, email: &str) -> Vec<Mail> {
    let mut superuser = server.db.connect("postgres").await;
    let rows =
        sqlx::query("select sealed from auth.outbox order by xmin::text::bigint, id").fetch_all(&mut superuser).await;
    let vault = auth::Vault::derive(SECRET.as_bytes());
    let mut mails = Vec::new();
    for row in rows.expect("the superuser may read") {
        let plain = vault.open("outbox", row.get("sealed")).expect("the server sealed it");
        let message: Json = serde_json::from_slice(&plain).expect("a message is JSON");
        if message["to"]["mail"] == email {
            let text = |name: &str| message["letter"][name].as_str().map(str::to_owned);
            mails.push(Mail { kind: text("kind").unwrap_or_default(), token: text("token") });
        }
    }
    mails
}

/// What acts on the users of a server as one of its workers would.
pub fn auth(server: &TestServer) -> auth::Auth {
    let random = auth::Random::system();
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
        turns: auth::Turns::default(),
        issuer: auth::tokens::Issuer::new("http://127.0.0.1/"),
        vault: auth::Vault::derive(SECRET.as_bytes()),
    }
}
