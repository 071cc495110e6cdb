use std::collections::HashMap;
use std::sync::LazyLock;

use domain::RESOURCES;
use domain::kit::{Class, Operation};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use tenancy::live::{LiveChange, Signal, SignalKind};
use uuid::Uuid;

/// What happened to a row that the caller may read, without its values.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Event {
    /// The plural of what the row is: leads, call-notes, conversation-messages, members.
    pub resource: &'static str,
    /// Absent where the event stands for many rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// insert, update, delete, restore, or many: so many rows at once that a list is to be read again.
    pub operation: String,
    /// The row's version after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// The conversation that the row is, or belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<Uuid>,
}

/// What happened since a position.
#[derive(Serialize, JsonSchema)]
pub struct MissedEvents {
    /// In order; empty where no position was given.
    pub events: Vec<Event>,
    /// The position behind them, for `after`.
    pub position: String,
    /// Whether more happened than is told, or too long ago: read your lists again.
    pub resync: bool,
}

struct Told {
    resource: &'static str,
    is_of_conversation: bool,
}

/// The tables whose rows any member may read, if they are theirs to see.
static TABLES: LazyLock<HashMap<&'static str, Told>> = LazyLock::new(|| {
    let resources = RESOURCES.iter().filter(|resource| {
        let reads = [Operation::List, Operation::Find];
        resource.class != Class::Catalog
            && reads.iter().any(|read| resource.operations.contains(*read) && !resource.admin_only.contains(*read))
    });
    let table = |name: &'static str| name.rsplit('.').next().unwrap_or(name);
    resources
        .map(|resource| {
            let is_of_conversation = resource.class == Class::Participants;
            (table(resource.table), Told { resource: resource.plural, is_of_conversation })
        })
        .chain([("memberships", Told { resource: "members", is_of_conversation: false })])
        .collect()
});

/// What clients are told of a change; `None` of rows that have no route for all members.
pub fn event_of(change: &LiveChange) -> Option<Event> {
    let told = TABLES.get(change.table.as_str())?;
    Some(Event {
        resource: told.resource,
        id: change.row_id,
        operation: change.operation.clone(),
        version: change.version,
        conversation_id: change.audience.filter(|_| told.is_of_conversation),
    })
}

/// What clients are told of a signal, as an event without an id.
pub fn text_of(signal: &Signal) -> String {
    let Signal { conversation_id, user_id, kind, .. } = signal;
    let mut data = json!({"conversation_id": conversation_id, "user_id": user_id});
    let name = match kind {
        SignalKind::Typing => "typing",
        SignalKind::Read(seq) => {
            data["read_seq"] = json!(seq);
            "read"
        }
    };
    format!("event: {name}\ndata: {data}\n\n")
}

#[cfg(test)]
mod tests {
    use tenancy::TenantId;

    use super::*;

    fn of(table: &str) -> Option<serde_json::Value> {
        let change = LiveChange::of_many(TenantId(Uuid::nil()), table, 1, 1);
        event_of(&change).map(|event| serde_json::to_value(event).unwrap())
    }

    #[test]
    fn an_event_names_what_the_api_serves_to_all_members_and_nothing_else() {
        for (table, resource) in [
            ("leads", "leads"),
            ("call_notes", "call-notes"),
            ("conversation_messages", "conversation-messages"),
            ("memberships", "members"),
        ] {
            assert_eq!(of(table), Some(json!({"resource": resource, "operation": "many"})), "{table}");
        }
        for table in ["api_keys", "invitations", "chat_endpoints", "tenants", "courses", "unknown"] {
            assert_eq!(of(table), None, "{table}");
        }
    }
}
