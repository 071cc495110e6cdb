//! Webhooks while nodes are killed, and beside receivers and name servers that take their time.

mod acts;
mod kills;
mod names;
mod places;
mod receiver;
mod slow;
mod slow_receiver;

use std::time::Duration;

use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::server::{Caller, PASSWORD};

/// A user who is signed in, and their workspace.
#[derive(Clone)]
struct Team {
    caller: Caller,
    tenant_id: Uuid,
    user_id: Uuid,
}

impl Team {
    async fn register(url: &str, name: &str) -> Self {
        let body = json!({"email": format!("{name}@example.com"), "password": PASSWORD});
        let registered = Caller::new(url).post("/auth/register", body).await.created();
        let caller = Caller::with_cookie(url, &registered.session_cookie().unwrap());
        let id = |of: &str| registered[of]["id"].as_str().unwrap().parse().unwrap();
        Self { caller, tenant_id: id("tenant"), user_id: id("user") }
    }

    /// Has a URL be told of events.
    async fn tell(&self, url: &str, events: &[&str], payload: &str, is_ordered: bool) -> Uuid {
        let webhook: Json = json!({"url": url, "events": events, "payload": payload, "ordered": is_ordered});
        self.caller.post("/api/webhooks", webhook).await.created().id()
    }
}

/// How long it took in so many of a hundred cases at most.
fn percentile(sorted: &[Duration], part: usize) -> Duration {
    sorted[(sorted.len() - 1) * part / 100]
}
