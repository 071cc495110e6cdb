//! Notifications that reach a browser while no page is open. `docs/design/push.md` has the rules.

mod claim;
mod due;
mod key;
mod schedule;
mod settle;

use futures_util::FutureExt;
use tenancy::{Statement, TenantTx};
use uuid::Uuid;

pub use claim::{ClaimedPush, EncryptedKeys, claim};
pub use due::{DuePush, LiveUntil, count, due, end_dead};
pub use key::stored_key;
pub use settle::{PushDeliveryOutcome, SettledPush, settle};

use crate::kit::{self, Body, Change, Class, Draft, Error, Field, Operation, Record, Resource, Scope, Value};

/// The most browsers that a user has in a tenant.
const MAX_BROWSERS: i64 = 20;

/// The browsers of a user. Each belongs to the session that subscribed it, and ends with it.
pub static PUSH_SUBSCRIPTIONS: Resource =
    Resource::new("push-subscription", "push-subscriptions", "app.push_subscriptions")
        .section("Settings", "bell-ring")
        .private()
        .operations(&[Operation::List, Operation::Find, Operation::Delete])
        .natural_key(&["endpoint"])
        .before_write(|tx, draft| refuse_too_many(tx, draft).boxed())
        .fields(&[
            Field::url("endpoint").required().example("https://fcm.googleapis.com/fcm/send/dGhpcyBpcyBhbiBleGFtcGxl"),
            Field::secret("p256dh").required().example(P256DH),
            Field::secret("auth").required().example("BTBZMqHH6r4Tts7J_aSIgg"),
            Field::uuid("session_id").internal(),
        ]);

/// Of the example of RFC 8291.
const P256DH: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

/// Subscribes a browser of the user, for as long as this session lives. One that was subscribed before keeps its id, and gets
/// these keys and this session.
pub async fn subscribe(tx: &mut TenantTx, id: Uuid, mut body: Body, session_id: Uuid) -> Result<Record, Error> {
    body.set(&PUSH_SUBSCRIPTIONS, "session_id", Value::Uuid(session_id));
    let made = kit::create_in(tx, &PUSH_SUBSCRIPTIONS, id, &body).await?;
    if made.id == id {
        return Ok(made);
    }
    let change = Change { id: made.id, expected: None };
    kit::update_in(tx, &PUSH_SUBSCRIPTIONS, &change, &body).await
}

/// Refuses one more than the most. To subscribe a browser again is no more.
async fn refuse_too_many(tx: &mut TenantTx, draft: &mut Draft<'_>) -> Result<(), Error> {
    let mut sql = Statement::new("select 1 from app.push_subscriptions where ");
    Scope::Member(tx).push(&mut sql, Class::Private);
    sql.push(" and deleted_at is null and endpoint is distinct from ").bind(draft.text("endpoint")?);
    // The last of the most, if there are so many.
    sql.push(" offset ").bind(MAX_BROWSERS - 1).push(" limit 1");
    if tx.run(sql).await?.is_empty() {
        return Ok(());
    }
    Err(Error::Conflict {
        constraint: "push_subscriptions_endpoint".to_owned(),
        code: "subscription_limit",
        detail: "A user has 20 browsers at most.",
    })
}
