//! Addresses to which nothing more is sent.

use sqlx::Row;
use tenancy::{Error, JobContext, Statement, TenantTx};
use uuid::Uuid;

use crate::kit::{Field, Operation, Resource};
use crate::phones::PHONES;

/// Addresses to which nothing more is sent: from the phone that is named, else from the tenant at all. An address that
/// is suppressed again is the one that is there.
pub static SUPPRESSIONS: Resource = Resource::new("suppression", "suppressions", "app.suppressions")
    .section("Messages", "ban")
    .shared()
    .operations(&[Operation::List, Operation::Find, Operation::Create, Operation::Delete, Operation::Restore])
    .admin_only(&[Operation::Delete])
    .natural_key(&["address", "phone_id"])
    .fields(&[
        Field::address("address").required().filterable().example("ada@example.com"),
        Field::reference("phone_id", &PHONES).filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::text("reason", 1, 200).example("Asked by phone"),
    ]);

/// Why a row is there that a text message made. A `YES` lifts this one alone; analytics count it.
pub(crate) const STOPPED: &str = "Replied STOP";

/// Why a row is there that the carrier made (error 21610).
pub(crate) const REFUSED: &str = "Unsubscribed at the carrier";

/// Why a row is there that a mail server made: it knows of no such address.
pub(crate) const BOUNCED: &str = "Unknown to the mail server";

/// Why a row is there that the link of an e-mail made.
pub(crate) const UNSUBSCRIBED: &str = "Unsubscribed by e-mail";

/// What made a suppression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The person replied by a word for this.
    Stop,
    /// The carrier says that the person did.
    Carrier,
    /// The person followed the link of an e-mail.
    Link,
}

/// Suppresses an address for a phone, or without one for the tenant; one that is suppressed already stays as it is.
pub async fn suppress(
    tx: &mut TenantTx<JobContext>,
    (id, owner_id): (Uuid, Uuid),
    (address, phone_id): (&str, Option<Uuid>),
    cause: Cause,
) -> Result<(), Error> {
    let reason = match cause {
        Cause::Stop => STOPPED,
        Cause::Carrier => REFUSED,
        Cause::Link => UNSUBSCRIBED,
    };
    let mut sql =
        Statement::new("insert into app.suppressions (tenant_id, id, owner_id, address, phone_id, reason) values (");
    sql.bind(tx.proof().tenant_id()).push(", ").bind(id).push(", ").bind(owner_id).push(", ").bind(address);
    sql.push(", ").bind(phone_id).push(", ").bind(reason);
    sql.push(") on conflict (tenant_id, address, phone_id) do update set deleted_at = null, reason = excluded.reason");
    sql.push(" where suppressions.deleted_at is not null");
    tx.run(sql).await.map(drop)
}

/// Has an address get no more of the tenant's e-mails, at the word of its owner. The row is the tenant owner's.
pub async fn unsubscribe(tx: &mut TenantTx<JobContext>, id: Uuid, address: &str) -> Result<(), Error> {
    let mut sql = Statement::new("select user_id from tenancy.memberships where role = 'owner' and tenant_id = ");
    sql.bind(tx.proof().tenant_id()).push(" order by created_at, user_id limit 1");
    let owner_id = tx.run(sql).await?.first().ok_or(Error::NotAMember)?.try_get(0)?;
    suppress(tx, (id, owner_id), (address, None), Cause::Link).await
}

/// Lifts the suppression of an address for a phone; with `stopped`, one that a reply made alone. Whether there was one.
/// Its row forgets that a reply made it, since the row stays for the next suppression of the address.
pub async fn lift(tx: &mut TenantTx<JobContext>, phone_id: Uuid, address: &str, stopped: bool) -> Result<bool, Error> {
    let mut sql =
        Statement::new("update app.suppressions set deleted_at = statement_timestamp(), reason = nullif(reason, ");
    sql.bind(STOPPED).push(") where tenant_id = ");
    sql.bind(tx.proof().tenant_id()).push(" and address = ").bind(address).push(" and phone_id = ").bind(phone_id);
    sql.push(" and deleted_at is null");
    if stopped {
        sql.push(" and reason = ").bind(STOPPED);
    }
    sql.push(" returning 1");
    Ok(!tx.run(sql).await?.is_empty())
}

/// Whether an address gets nothing more from a phone.
pub async fn is_suppressed(tx: &mut TenantTx<JobContext>, phone_id: Uuid, address: &str) -> Result<bool, Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new("select exists (select from app.suppressions where tenant_id = ");
    sql.bind(tenant_id).push(" and address = ").bind(address).push(" and (phone_id is null or phone_id = ");
    sql.bind(phone_id).push(") and deleted_at is null)");
    let rows = tx.run(sql).await?;
    Ok(rows.first().ok_or(sqlx::Error::RowNotFound)?.try_get(0)?)
}
