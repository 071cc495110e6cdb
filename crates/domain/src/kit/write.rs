use tenancy::{Db, Statement, TenantRequest, TenantTx};
use uuid::Uuid;

use super::{Body, Error, Record, Resource, Scope, row};

/// Which row to change, and the versions that the caller would have it at, if the change depends on that.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: Uuid,
    pub expected: Option<Vec<i64>>,
}

/// Makes a row with this id, in one round trip where the resource has no natural key. Where it has one and the row
/// exists already, answers that row, out of the trash if it was there: its id then isn't the one that was given.
pub async fn create(
    db: &Db,
    entry: &TenantRequest,
    resource: &Resource,
    id: Uuid,
    body: &Body,
) -> Result<Record, Error> {
    if !resource.natural_key.is_empty() {
        let mut tx = db.begin(entry).await?;
        let made = create_in(&mut tx, resource, id, body).await;
        return finish(tx, resource, made).await;
    }
    let mut sql = Db::with_access(entry);
    sql.push(", made as (");
    insert(&mut sql, resource, body);
    sql.push(") select tenant_id, ").bind(id).push(", user_id");
    for (_, value) in &body.values {
        sql.push(", ");
        value.bind(&mut sql);
    }
    sql.push(" from access returning ").push_all(resource.columns(), ", ");
    sql.push(") select access.*, made.* from access, made");

    let (membership, rows) = db.run_once(entry, sql).await.map_err(|error| resource.refusal(error))?;
    Record::read(membership, resource, &rows[0], row::FIRST)
}

/// As [`create`], inside a unit of work that does more than this.
pub async fn create_in(tx: &mut TenantTx, resource: &Resource, id: Uuid, body: &Body) -> Result<Record, Error> {
    let mut sql = Statement::default();
    insert(&mut sql, resource, body);
    sql.push(") values (").bind(tx.membership().tenant_id().0).push(", ").bind(id);
    sql.push(", ").bind(tx.membership().user_id());
    for (_, value) in &body.values {
        sql.push(", ");
        value.bind(&mut sql);
    }
    sql.push(")");
    if !resource.natural_key.is_empty() {
        resource.push_conflict_target(&mut sql);
        sql.push(" do update set deleted_at = null where ").push(resource.table).push(".deleted_at is not null");
    }
    sql.push(" returning ").push_all(resource.columns(), ", ");
    let mut rows = tx.run(sql).await.map_err(|error| resource.refusal(error))?;
    if rows.is_empty() {
        let mut sql = select(resource);
        Scope::Member(tx.membership()).push(&mut sql, resource.class);
        for (field, value) in body.values.iter().filter(|(field, _)| resource.natural_key.contains(&field.name)) {
            sql.push(" and ").push(field.name).push(" is not distinct from ");
            value.bind(&mut sql);
        }
        rows = tx.run(sql).await?;
    }
    let row = rows.first().ok_or(Error::VersionMismatch)?;
    Record::read(tx.membership().clone(), resource, row, 0)
}

/// Begins an insert of the columns `tenant_id, id, owner_id` and those of the body, and leaves the list open.
fn insert(sql: &mut Statement, resource: &Resource, body: &Body) {
    sql.push("insert into ").push(resource.table).push(" (tenant_id, id, owner_id");
    for (field, _) in &body.values {
        sql.push(", ").push(field.name);
    }
}

fn select(resource: &Resource) -> Statement {
    let mut sql = Statement::new("select ");
    sql.push_all(resource.columns(), ", ").push(" from ").push(resource.table).push(" where ");
    sql
}

/// Sets the fields of the body. [`Error::VersionMismatch`] where the row has another version than expected.
pub async fn update(
    db: &Db,
    entry: &TenantRequest,
    resource: &Resource,
    change: &Change,
    body: &Body,
) -> Result<Record, Error> {
    let mut tx = db.begin(entry).await?;
    let changed = update_in(&mut tx, resource, change, body).await;
    finish(tx, resource, changed).await
}

/// As [`update`], inside a unit of work that does more than this.
pub async fn update_in(tx: &mut TenantTx, resource: &Resource, change: &Change, body: &Body) -> Result<Record, Error> {
    if body.values.is_empty() {
        let mut sql = select(resource);
        target(&mut sql, tx, resource, change, false);
        return changed(tx, resource, change, sql, false).await;
    }
    let mut sql = Statement::new("update ");
    sql.push(resource.table).push(" set ");
    for (position, (field, value)) in body.values.iter().enumerate() {
        sql.push(if position > 0 { ", " } else { "" }).push(field.name).push(" = ");
        value.bind(&mut sql);
    }
    sql.push(" where ");
    target(&mut sql, tx, resource, change, false);
    sql.push(" returning ").push_all(resource.columns(), ", ");
    changed(tx, resource, change, sql, false).await
}

/// Moves the row to the trash.
pub async fn delete(db: &Db, entry: &TenantRequest, resource: &Resource, change: &Change) -> Result<Record, Error> {
    let mut tx = db.begin(entry).await?;
    let deleted = move_to(&mut tx, resource, change, "deleted_at = statement_timestamp()", false).await;
    finish(tx, resource, deleted).await
}

/// Takes the row out of the trash.
pub async fn restore(db: &Db, entry: &TenantRequest, resource: &Resource, change: &Change) -> Result<Record, Error> {
    let mut tx = db.begin(entry).await?;
    let restored = restore_in(&mut tx, resource, change).await;
    finish(tx, resource, restored).await
}

/// As [`restore`], inside a unit of work that does more than this.
pub async fn restore_in(tx: &mut TenantTx, resource: &Resource, change: &Change) -> Result<Record, Error> {
    move_to(tx, resource, change, "deleted_at = null", true).await
}

async fn move_to(
    tx: &mut TenantTx,
    resource: &Resource,
    change: &Change,
    set: &'static str,
    trashed: bool,
) -> Result<Record, Error> {
    let mut sql = Statement::new("update ");
    sql.push(resource.table).push(" set ").push(set).push(" where ");
    target(&mut sql, tx, resource, change, trashed);
    sql.push(" returning ").push_all(resource.columns(), ", ");
    changed(tx, resource, change, sql, trashed).await
}

/// The row to change, within this tenant, and in a private resource the caller's.
fn target(sql: &mut Statement, tx: &TenantTx, resource: &Resource, change: &Change, trashed: bool) {
    whose(sql, tx, resource, change.id, trashed);
    if let Some(versions) = &change.expected {
        sql.push(" and version = any(").bind(versions.as_slice()).push(")");
    }
}

fn whose(sql: &mut Statement, tx: &TenantTx, resource: &Resource, id: Uuid, trashed: bool) {
    Scope::Member(tx.membership()).push(sql, resource.class);
    sql.push(" and id = ").bind(id);
    sql.push(if trashed { " and deleted_at is not null" } else { " and deleted_at is null" });
}

/// Runs the change, and where it found no row, says whether that is for the row's version.
async fn changed(
    tx: &mut TenantTx,
    resource: &Resource,
    change: &Change,
    sql: Statement,
    trashed: bool,
) -> Result<Record, Error> {
    let rows = tx.run(sql).await.map_err(|error| resource.refusal(error))?;
    if let Some(row) = rows.first() {
        return Record::read(tx.membership().clone(), resource, row, 0);
    }
    let mut exists = false;
    if change.expected.is_some() {
        let mut sql = Statement::new("select id from ");
        sql.push(resource.table).push(" where ");
        whose(&mut sql, tx, resource, change.id, trashed);
        exists = !tx.run(sql).await?.is_empty();
    }
    Err(if exists { Error::VersionMismatch } else { Error::NotFound })
}

/// Commits what was done. A refusal keeps its connection; a failure costs it.
async fn finish(tx: TenantTx, resource: &Resource, done: Result<Record, Error>) -> Result<Record, Error> {
    match &done {
        Ok(_) => {
            tx.commit().await.map_err(|error| resource.refusal(error))?;
        }
        Err(Error::Tenancy(_)) => {}
        Err(_) => tx.rollback().await?,
    }
    done
}
