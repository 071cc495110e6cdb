//! Webhooks: URLs that are told of what happens to a tenant's rows. `docs/design/webhooks.md` has the rules.

mod claim;
mod events;
mod hear;
#[cfg(test)]
mod model;
mod replay;
mod schedule;
mod settle;
mod signers;

use futures_util::FutureExt;
use sqlx::Row;
use tenancy::{Role, Statement, TenantTx};

pub use claim::{ClaimedDelivery, IN_FLIGHT_OF_WEBHOOK, claim};
pub use events::event_types;
pub use hear::{count, due, hear};
pub use replay::{Replay, replay, test};
pub use settle::{Attempt, DeliveryOutcome, SettledDelivery, settle};
pub use signers::{DecryptedSigners, EncryptedSigners, NewSigners};

use crate::action;
use crate::kit::{
    Action, Class, Draft, Error, Field, FieldError, LockedRow, Operation, Resource, Scope, Transition, Value,
};

/// Webhooks of a tenant. Its admins alone see them, since a URL may hold a key of its receiver's.
pub static WEBHOOKS: Resource = Resource::new("webhook", "webhooks", "app.webhooks")
    .section("Settings", "webhook")
    .title("url")
    .shared()
    .operations(&[Operation::List, Operation::Find, Operation::Delete, Operation::Restore])
    .admin_only(&[Operation::List, Operation::Find, Operation::Delete, Operation::Restore])
    .states(
        "status",
        "active",
        &[
            Transition::new("pause", &["active"], "paused").role(Role::Admin),
            Transition::new("disable", &["active"], "disabled").internal(),
        ],
    )
    .actions(&[Action::new("resume", action!(resume)).from(&["paused", "disabled"]).role(Role::Admin)])
    .before_write(|tx, draft| complete(tx, draft).boxed())
    .fields(&[
        Field::url("url").required().example("https://hooks.example.com/bulkhead"),
        // The types of events, or `*` for all.
        Field::tags("events").help("Types of events, or * for all").required().example("lead.created"),
        Field::one_of("payload", &["thin", "full"], "thin"),
        // Whether it hears of one event after the other.
        Field::boolean("ordered", false).help("One event after the other"),
        Field::state("status", &["active", "paused", "disabled"])
            .tones(&[("active", "good"), ("paused", "warn"), ("disabled", "bad")])
            .filterable(),
        // Why the server disabled it: gone, failing.
        Field::text("disabled_reason", 1, 100).read_only().example("failing"),
        Field::text("public_key", 49, 49).required().read_only().example(PUBLIC_KEY),
        // When an admin last had it sent a test, or events of the past once more.
        Field::timestamp("tested_at").read_only().example("2026-01-31T12:00:00Z"),
        Field::timestamp("replayed_at").read_only().example("2026-01-31T12:00:00Z"),
        Field::secret("secret").internal(),
        Field::secret("signing_key").internal(),
        Field::secret("previous_secret").internal(),
        Field::secret("previous_signing_key").internal(),
        Field::timestamp("secret_replaced_at").internal(),
    ]);

const PUBLIC_KEY: &str = "whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";

/// What a webhook was told, or is to be told, for thirty days.
pub static DELIVERIES: Resource = Resource::new("webhook-delivery", "webhook-deliveries", "tenancy.webhook_deliveries")
    .section("Settings", "send")
    .under(&WEBHOOKS, "webhook_id")
    .segment("deliveries")
    .operations(&[Operation::List, Operation::Find])
    .admin_only(&[Operation::List, Operation::Find])
    .fields(&[
        Field::uuid("webhook_id")
            .refers_to("webhooks")
            .required()
            .read_only()
            .example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::text("event_type", 3, 100).required().read_only().example("lead.created"),
        // The row that the event is about; null of a test.
        Field::uuid("row_id").read_only().example("0197a3c2-7d50-7000-8000-000000000002"),
        Field::one_of("status", &["pending", "sending", "delivered", "failed"], "pending")
            .tones(&[("pending", "muted"), ("sending", "info"), ("delivered", "good"), ("failed", "bad")])
            .required()
            .read_only()
            .filterable(),
        Field::integer("attempts", 0, 100).required().read_only().example("1"),
        Field::timestamp("next_attempt_at").required().read_only().example("2026-01-31T12:00:00Z"),
        Field::integer("response_status", 100, 999).read_only().example("200"),
        Field::integer("duration_ms", 0, 100_000).read_only().example("87"),
        Field::text("address", 1, 100).read_only().example("203.0.113.7:443"),
        // Why the last attempt failed.
        Field::text("error", 1, 500).read_only().example("the receiver responded 500"),
        Field::timestamp("ended_at").read_only().example("2026-01-31T12:00:00Z"),
    ]);

/// Refuses events that there are none of, and keeps what signed until now where a draft brings something new.
async fn complete(tx: &mut TenantTx, draft: &mut Draft<'_>) -> Result<(), Error> {
    if let Some(Value::Texts(events)) = draft.given("events") {
        check_events(events)?;
    }
    let Some(row) = draft.row().filter(|_| draft.gives("secret")) else { return Ok(()) };
    let now = tx.run(Statement::new("select statement_timestamp()")).await?.pop().ok_or(Error::NotFound)?;
    draft.set("previous_secret", Value::Bytes(row.get("secret")?));
    draft.set("previous_signing_key", Value::Bytes(row.get("signing_key")?));
    draft.set("secret_replaced_at", Value::Timestamp(Row::try_get(&now, 0)?));
    Ok(())
}

fn check_events(events: &[String]) -> Result<(), Error> {
    let field = |code, message: String| Err(Error::Invalid(vec![FieldError::new("events", code, message)]));
    if events.is_empty() {
        return field("required", "must name an event, as lead.created, or * for all".to_owned());
    }
    match events.iter().find(|event| *event != "*" && !event_types().contains(event.as_str())) {
        Some(unknown) => field("choice", format!("must name events that there are, and {unknown} isn't one")),
        None => Ok(()),
    }
}

/// Has a webhook be told again: what was tried before is due at once as well, by a new schedule.
async fn resume(tx: &mut TenantTx, row: &LockedRow) -> Result<(), Error> {
    if row.get::<&str>("status")? == "active" {
        return Err(Error::InvalidState("The webhook is active.".into()));
    }
    let mut sql = Statement::new(
        "update app.webhooks set status = 'active', disabled_reason = null,
           failures_count_from = statement_timestamp() where ",
    );
    Scope::Member(tx).push(&mut sql, Class::Shared);
    sql.push(" and id = ").bind(row.id);
    tx.run(sql).await?;
    let mut sql = Statement::new(
        "update tenancy.webhook_deliveries set attempts = 0, next_attempt_at = statement_timestamp(),
           first_attempted_at = null where ",
    );
    Scope::Member(tx).push(&mut sql, Class::Shared);
    sql.push(" and webhook_id = ").bind(row.id).push(
        " and attempts > 0
           and (status = 'pending' or status = 'sending' and lease_until <= statement_timestamp())",
    );
    tx.run(sql).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_names_events_that_there_are() {
        let check = |events: &[&str]| check_events(&events.iter().map(|&event| event.to_owned()).collect::<Vec<_>>());
        for good in [&["lead.created"][..], &["*"], &["call-note.updated", "message.deleted", "lead.restored"]] {
            assert!(check(good).is_ok(), "{good:?}");
        }
        // Private rows and conversations are for some members alone.
        for bad in [&[][..], &["lead"], &["lead.gone"], &["application.created"], &["conversation.created"], &["**"]] {
            assert!(matches!(check(bad), Err(Error::Invalid(_))), "{bad:?}");
        }
    }
}
