//! Notifications: what members are told of. Acts make them in their own transaction (`tenancy.notify`);
//! `docs/design/notifications.md` says which.

mod digest;

use sqlx::Row;
use tenancy::{ACCESS_COLUMNS, Db, Membership, Statement, TenantRequest, TenantTx};

pub use digest::{due_digests, take_digest};

use crate::action;
use crate::kit::{Action, Class, Error, Field, LockedRow, Operation, Resource, Scope, unit_of_work};

/// What notifications are about.
pub const KINDS: &[&str] = &["message", "conversation", "follow", "invitation", "application", "campaign", "reply"];

/// The most that is counted: more are shown as that many.
pub const MAX_COUNTED: i64 = 100;

/// The most notifications that one request marks as read.
const MAX_READ: i64 = 10_000;

/// What a member is told of. The other members don't see it.
pub static NOTIFICATIONS: Resource = Resource::new("notification", "notifications", "tenancy.notifications")
    .section("Settings", "bell")
    .private()
    .operations(&[Operation::List, Operation::Find, Operation::Delete])
    .actions(&[Action::new("read", action!(read))])
    .sorted_by("-unread_since")
    .fields(&[
        Field::one_of("kind", KINDS, "message").required().read_only().filterable(),
        // The row that it is about: `GET /api/<resource>/<row_id>`.
        Field::text("resource", 1, 100).required().read_only().example("conversations"),
        Field::uuid("row_id").required().read_only().example("0197a3c2-7d50-7000-8000-000000000001"),
        // Who did it; null where no member did.
        Field::uuid("actor_id").read_only().example("0197a3c2-7d50-7000-8000-000000000002"),
        Field::timestamp("read_at").read_only().example("2026-01-31T12:00:00Z"),
        // When it came, while it is unread.
        Field::timestamp("unread_since").read_only().sortable().example("2026-01-31T12:00:00Z"),
    ]);

/// What a member wants to be told of, and how. A kind without a row has its defaults.
pub static PREFERENCES: Resource =
    Resource::new("notification-preference", "notification-preferences", "app.notification_preferences")
        .section("Settings", "sliders-horizontal")
        .private()
        .natural_key(&["kind"])
        .operations(&[Operation::List, Operation::Find, Operation::Create, Operation::Patch, Operation::Delete])
        .fields(&[
            Field::one_of("kind", KINDS, "message").required().example("campaign"),
            // Whether there are notifications of the kind at all: what follows tells of these.
            Field::boolean("in_app", true),
            // Whether a daily e-mail tells of those that are unread.
            Field::boolean("email", false),
            // Whether they are pushed to the member's browsers.
            Field::boolean("push", true),
        ]);

async fn read(tx: &mut TenantTx, row: &LockedRow) -> Result<(), Error> {
    let mut sql = Statement::new("update tenancy.notifications set read_at = statement_timestamp() where ");
    Scope::Member(tx).push(&mut sql, Class::Private);
    sql.push(" and id = ").bind(row.id).push(" and read_at is null");
    tx.run(sql).await?;
    Ok(())
}

/// How many notifications of the caller are unread: [`MAX_COUNTED`] where there are more.
pub async fn count_unread(db: &Db, request: &TenantRequest) -> Result<(Membership, i64), Error> {
    let mut sql = Db::with_access(request);
    sql.push(" select access.*, (select count(*) from (select 1 from tenancy.notifications where ");
    Scope::Access.push(&mut sql, Class::Private);
    sql.push(" and read_at is null and deleted_at is null limit ").bind(MAX_COUNTED).push(") unread) from access");
    let (membership, rows) = db.run_once(request, sql).await?;
    Ok((membership, rows[0].try_get(ACCESS_COLUMNS)?))
}

/// Marks the caller's notifications as read, the oldest first and ten thousand at most, and returns how many.
pub async fn read_all(db: &Db, request: &TenantRequest) -> Result<(Membership, i64), Error> {
    unit_of_work::run(db, request, &NOTIFICATIONS, async |tx| {
        let read = read_all_in(tx).await?;
        Ok((tx.membership().clone(), read))
    })
    .await
}

/// As [`read_all`], inside a unit of work that does more than this.
pub async fn read_all_in(tx: &mut TenantTx) -> Result<i64, Error> {
    let mut sql = Statement::new("update tenancy.notifications set read_at = statement_timestamp() where ");
    Scope::Member(tx).push(&mut sql, Class::Private);
    sql.push(" and id in (select id from tenancy.notifications where ");
    Scope::Member(tx).push(&mut sql, Class::Private);
    sql.push(" and read_at is null and deleted_at is null order by unread_since, id limit ").bind(MAX_READ);
    sql.push(" for update) returning 1");
    Ok(i64::try_from(tx.run(sql).await?.len()).unwrap_or(i64::MAX))
}
