use sqlx::postgres::PgRow;
use tenancy::{Db, Entry, Statement, TenantTx};
use uuid::Uuid;

use super::{Body, Class, Error, Record, Resource, row};

/// Which row to change, and the versions that the caller would have it at, if the change depends on that.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: Uuid,
    pub expected: Option<Vec<i64>>,
}

/// Makes a row with this id, in one round trip.
pub async fn create(db: &Db, entry: &Entry, resource: &Resource, id: Uuid, body: &Body) -> Result<Record, Error> {
    let mut sql = Db::entering(entry);
    sql.push(", made as (insert into ").push(resource.table).push(" (tenant_id, id, owner_id");
    for (field, _) in &body.values {
        sql.push(", ").push(field.name);
    }
    sql.push(") select tenant_id, ").bind(id).push(", ").bind(entry.user_id);
    for (_, value) in &body.values {
        sql.push(", ");
        value.bind(&mut sql);
    }
    sql.push(" from access returning ").push_all(resource.columns(), ", ");
    sql.push(") select access.*, made.* from access, made");

    let (membership, rows) = db.once(entry, sql).await?;
    Record::read(membership, resource, &rows[0], row::FIRST)
}

/// Sets the fields of the body. [`Error::Stale`] where the row has another version than expected.
pub async fn update(
    db: &Db,
    entry: &Entry,
    resource: &Resource,
    change: &Change,
    body: &Body,
) -> Result<Record, Error> {
    let mut tx = db.begin(entry).await?;
    let changed = if body.values.is_empty() {
        let mut sql = Statement::new("select ");
        sql.push_all(resource.columns(), ", ").push(" from ").push(resource.table).push(" where ");
        target(&mut sql, &tx, resource, change, false);
        tx.run(sql).await?
    } else {
        let mut sql = Statement::new("update ");
        sql.push(resource.table).push(" set ");
        for (position, (field, value)) in body.values.iter().enumerate() {
            sql.push(if position > 0 { ", " } else { "" }).push(field.name).push(" = ");
            value.bind(&mut sql);
        }
        sql.push(" where ");
        target(&mut sql, &tx, resource, change, false);
        sql.push(" returning ").push_all(resource.columns(), ", ");
        tx.run(sql).await?
    };
    finish(tx, resource, change, changed, false).await
}

/// Puts the row into the bin.
pub async fn delete(db: &Db, entry: &Entry, resource: &Resource, change: &Change) -> Result<Record, Error> {
    move_to(db, entry, resource, change, "deleted_at = statement_timestamp()", false).await
}

/// Takes the row out of the bin.
pub async fn restore(db: &Db, entry: &Entry, resource: &Resource, change: &Change) -> Result<Record, Error> {
    move_to(db, entry, resource, change, "deleted_at = null", true).await
}

async fn move_to(
    db: &Db,
    entry: &Entry,
    resource: &Resource,
    change: &Change,
    set: &'static str,
    binned: bool,
) -> Result<Record, Error> {
    let mut tx = db.begin(entry).await?;
    let mut sql = Statement::new("update ");
    sql.push(resource.table).push(" set ").push(set).push(" where ");
    target(&mut sql, &tx, resource, change, binned);
    sql.push(" returning ").push_all(resource.columns(), ", ");
    let changed = tx.run(sql).await?;
    finish(tx, resource, change, changed, binned).await
}

/// The row to change, within this tenant, and in a private resource the caller's.
fn target(sql: &mut Statement, tx: &TenantTx, resource: &Resource, change: &Change, binned: bool) {
    whose(sql, tx, resource, change.id, binned);
    if let Some(versions) = &change.expected {
        sql.push(" and version = any(").bind(versions.as_slice()).push(")");
    }
}

fn whose(sql: &mut Statement, tx: &TenantTx, resource: &Resource, id: Uuid, binned: bool) {
    sql.push("tenant_id = ").bind(tx.membership().tenant_id().0).push(" and id = ").bind(id);
    if resource.class == Class::Private {
        sql.push(" and owner_id = ").bind(tx.membership().user_id());
    }
    sql.push(if binned { " and deleted_at is not null" } else { " and deleted_at is null" });
}

async fn finish(
    mut tx: TenantTx,
    resource: &Resource,
    change: &Change,
    changed: Vec<PgRow>,
    binned: bool,
) -> Result<Record, Error> {
    if let Some(row) = changed.first() {
        let record = Record::read(tx.membership().clone(), resource, row, 0)?;
        tx.commit().await?;
        return Ok(record);
    }
    let mut exists = false;
    if change.expected.is_some() {
        let mut sql = Statement::new("select id from ");
        sql.push(resource.table).push(" where ");
        whose(&mut sql, &tx, resource, change.id, binned);
        exists = !tx.run(sql).await?.is_empty();
    }
    tx.rollback().await?;
    Err(if exists { Error::Stale } else { Error::NotFound })
}
