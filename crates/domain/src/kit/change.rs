use tenancy::{Db, Statement, TenantRequest, TenantTx};
use uuid::Uuid;

use super::edit::Edit;
use super::reference::Reference;
use super::{Body, Collection, Error, Operation, Record, action, unit_of_work};

/// Which row to change, and the versions that the caller would have it at, if the change depends on that.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: Uuid,
    pub expected: Option<Vec<i64>>,
}

/// Sets the fields of the body. [`Error::VersionMismatch`] where the row has another version than expected.
pub async fn update<'r>(
    db: &Db,
    request: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    change: &Change,
    body: &Body,
) -> Result<Record, Error> {
    let rows = rows.into();
    unit_of_work::run(db, request, rows.resource, async |tx| update_in(tx, rows, change, body).await).await
}

/// As [`update`], inside a unit of work that does more than this.
pub async fn update_in<'r>(
    tx: &mut TenantTx,
    rows: impl Into<Collection<'r>>,
    change: &Change,
    body: &Body,
) -> Result<Record, Error> {
    let rows = rows.into();
    let row = match rows.resource.before_write {
        Some(_) => Some(action::lock(tx, rows, change.id).await?),
        None => None,
    };
    if let (Some(row), Some(expected)) = (&row, &change.expected)
        && !expected.contains(&row.version)
    {
        return Err(Error::VersionMismatch);
    }
    let body = &*body.drafted(tx, rows.resource, row.as_ref()).await?;
    let body = &*body.encrypted(rows.resource, tx.membership().tenant_id(), change.id)?;
    let edit = Edit { references: Reference::of(body), ..Edit::of(rows, change) }.reserved(Operation::Patch, tx);
    let set = |sql: &mut Statement| {
        for (position, (field, value)) in body.columns().enumerate() {
            sql.push(if position > 0 { ", " } else { "" }).push(field.column).push(" = ");
            value.bind(sql);
        }
    };
    edit.run(tx, body.columns().next().is_some().then_some(&set)).await
}

/// Moves the row to the trash, or makes it a tombstone.
pub async fn delete<'r>(
    db: &Db,
    request: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    change: &Change,
) -> Result<Record, Error> {
    let rows = rows.into();
    let set = |sql: &mut Statement| {
        sql.push("deleted_at = statement_timestamp()");
        for erased in rows.resource.erased {
            sql.push(", ").push(erased).push(" = null");
        }
    };
    unit_of_work::run(db, request, rows.resource, async |tx| {
        match Edit::of(rows, change).reserved(Operation::Delete, tx).run(tx, Some(&set)).await {
            // It may be a tombstone already.
            Err(Error::NotFound) if rows.resource.has_tombstones() => {
                let edit = Edit { trashed: true, ..Edit::of(rows, change) };
                edit.reserved(Operation::Delete, tx).run(tx, None).await
            }
            deleted => deleted,
        }
    })
    .await
}

/// Takes the row out of the trash. [`Error::Invalid`] where it names a row that is in the trash itself, or out of the
/// caller's reach.
pub async fn restore<'r>(
    db: &Db,
    request: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    change: &Change,
) -> Result<Record, Error> {
    let rows = rows.into();
    unit_of_work::run(db, request, rows.resource, async |tx| restore_in(tx, rows, change).await).await
}

/// As [`restore`], inside a unit of work that does more than this.
pub async fn restore_in<'r>(
    tx: &mut TenantTx,
    rows: impl Into<Collection<'r>>,
    change: &Change,
) -> Result<Record, Error> {
    let set = |sql: &mut Statement| {
        sql.push("deleted_at = null");
    };
    let rows = rows.into();
    let edit = Edit { trashed: true, references: Reference::stored(rows.resource), ..Edit::of(rows, change) };
    edit.reserved(Operation::Restore, tx).run(tx, Some(&set)).await
}
