//! Notifications: which acts make them, who sees them, and what members want to be told of.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod acts;
mod digests;
mod own;
mod preferences;

use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::support::server::Caller;
use crate::support::world::unused_id;

/// What the caller is told, as kind, resource and row, in the order of the list.
async fn told(caller: &Caller) -> Vec<(String, String, Uuid)> {
    let page = caller.get("/api/notifications").await.ok();
    let text = |item: &Json, field: &str| item[field].as_str().expect("a text").to_owned();
    let row = |item: &Json| text(item, "row_id").parse().expect("a UUID");
    page.items().iter().map(|item| (text(item, "kind"), text(item, "resource"), row(item))).collect()
}

fn about(kind: &str, resource: &str, row: Uuid) -> (String, String, Uuid) {
    (kind.to_owned(), resource.to_owned(), row)
}

async fn unread(caller: &Caller) -> Json {
    caller.get("/api/notifications/unread-count").await.ok()["unread"].clone()
}

/// Begins a conversation with these users, and returns its id.
async fn converse(caller: &Caller, with: &[Uuid]) -> Uuid {
    caller.post("/api/conversations", json!({"participants": with})).await.created().id()
}

async fn write(caller: &Caller, conversation: Uuid, body: &str) {
    let message = json!({"body": body, "client_id": unused_id()});
    caller.post(&format!("/api/conversations/{conversation}/messages"), message).await.created();
}
