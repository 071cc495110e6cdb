use sqlx::Row;
use tenancy::{Db, Statement, TenantRequest, TenantTx};
use uuid::Uuid;

use super::{Body, Class, Collection, Error, Operation, Record, Resource, Scope, row};

/// Which row to change, and the versions that the caller would have it at, if the change depends on that.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: Uuid,
    pub expected: Option<Vec<i64>>,
}

/// Makes a row with this id, in one round trip where the resource has no natural key. Where it has one and the row exists
/// already, answers that row, out of the trash if it was there: its id then isn't the one that was given.
pub async fn create<'r>(
    db: &Db,
    entry: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    id: Uuid,
    body: &Body,
) -> Result<Record, Error> {
    let rows = rows.into();
    let resource = rows.resource;
    if !is_one_statement(resource) {
        let mut tx = db.begin(entry).await?;
        let made = create_in(&mut tx, rows, id, body).await;
        return finish(tx, resource, made).await;
    }
    let mut sql = Db::with_access(entry);
    sql.push(", made as (");
    insert(&mut sql, resource, body);
    sql.push(") select tenant_id, ").bind(id).push(", user_id");
    for (_, value) in body.columns() {
        sql.push(", ");
        value.bind(&mut sql);
    }
    sql.push(" from access returning ").push_all(resource.columns(), ", ");
    sql.push(") select access.*, made.* from access, made");

    let (membership, rows) = db.run_once(entry, sql).await.map_err(|error| resource.refusal(error))?;
    Record::read(membership, resource, &rows[0], row::FIRST)
}

/// Whether making a row depends on nothing but the row.
fn is_one_statement(resource: &Resource) -> bool {
    let is_within = resource.parent.is_some() || resource.class == Class::Participants;
    resource.natural_key.is_empty() && resource.after_create.is_none() && !is_within
}

/// As [`create`], inside a unit of work that does more than this.
pub async fn create_in<'r>(
    tx: &mut TenantTx,
    rows: impl Into<Collection<'r>>,
    id: Uuid,
    body: &Body,
) -> Result<Record, Error> {
    let rows = rows.into();
    let resource = rows.resource;
    if resource.class == Class::Participants && resource.parent.is_none() {
        tx.begin_conversation(id).await?;
    } else {
        rows.enter(tx, None).await?;
    }
    let made = insert_row(tx, rows, id, body).await?;
    if let Some(act) = resource.after_create.filter(|_| made.id == id) {
        act(tx, &made, body).await?;
    }
    Ok(made)
}

async fn insert_row(tx: &mut TenantTx, rows: Collection<'_>, id: Uuid, body: &Body) -> Result<Record, Error> {
    let resource = rows.resource;
    let mut sql = Statement::default();
    insert(&mut sql, resource, body);
    sql.push(") values (").bind(tx.membership().tenant_id().0).push(", ").bind(id);
    sql.push(", ").bind(tx.membership().user_id());
    if resource.parent.is_some() {
        sql.push(", ").bind(rows.parent);
    }
    for (_, value) in body.columns() {
        sql.push(", ");
        value.bind(&mut sql);
    }
    sql.push(")");
    if !resource.natural_key.is_empty() {
        resource.push_conflict_target(&mut sql);
        sql.push(" do update set deleted_at = null where ").push(resource.table).push(".deleted_at is not null");
    }
    sql.push(" returning ").push_all(resource.columns(), ", ");
    let mut found = tx.run(sql).await.map_err(|error| resource.refusal(error))?;
    if found.is_empty() {
        let mut sql = select(resource);
        Scope::Member(tx).push_rows(&mut sql, rows);
        if resource.natural_key.contains(&"owner_id") {
            sql.push(" and owner_id = ").bind(tx.membership().user_id());
        }
        for (field, value) in body.values.iter().filter(|(field, _)| resource.natural_key.contains(&field.name)) {
            sql.push(" and ").push(field.name).push(" is not distinct from ");
            value.bind(&mut sql);
        }
        found = tx.run(sql).await?;
    }
    let row = found.first().ok_or(Error::VersionMismatch)?;
    Record::read(tx.membership().clone(), resource, row, 0)
}

/// Begins an insert that gives the columns `tenant_id, id, owner_id`, the parent's and those of the body, up to where
/// its list closes.
fn insert(sql: &mut Statement, resource: &Resource, body: &Body) {
    sql.push("insert into ").push(resource.table).push(" (tenant_id, id, owner_id");
    if let Some(parent) = resource.parent {
        sql.push(", ").push(parent.column);
    }
    for (field, _) in body.columns() {
        sql.push(", ").push(field.name);
    }
}

fn select(resource: &Resource) -> Statement {
    let mut sql = Statement::new("select ");
    sql.push_all(resource.columns(), ", ").push(" from ").push(resource.table).push(" where ");
    sql
}

/// Sets the fields of the body. [`Error::VersionMismatch`] where the row has another version than expected.
pub async fn update<'r>(
    db: &Db,
    entry: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    change: &Change,
    body: &Body,
) -> Result<Record, Error> {
    let rows = rows.into();
    let mut tx = db.begin(entry).await?;
    let changed = update_in(&mut tx, rows, change, body).await;
    finish(tx, rows.resource, changed).await
}

/// As [`update`], inside a unit of work that does more than this.
pub async fn update_in<'r>(
    tx: &mut TenantTx,
    rows: impl Into<Collection<'r>>,
    change: &Change,
    body: &Body,
) -> Result<Record, Error> {
    let rows = rows.into();
    rows.enter(tx, Some(change.id)).await?;
    let (resource, place) = (rows.resource, Place { rows, trashed: false, reserved: &[] });
    if body.values.is_empty() {
        let mut sql = select(resource);
        place.push_target(&mut sql, tx, change);
        return place.changed(tx, change, sql).await;
    }
    let mut sql = Statement::new("update ");
    sql.push(resource.table).push(" set ");
    for (position, (field, value)) in body.values.iter().enumerate() {
        sql.push(if position > 0 { ", " } else { "" }).push(field.name).push(" = ");
        value.bind(&mut sql);
    }
    sql.push(" where ");
    place.push_target(&mut sql, tx, change);
    sql.push(" returning ").push_all(resource.columns(), ", ");
    place.changed(tx, change, sql).await
}

/// Moves the row to the trash.
pub async fn delete<'r>(
    db: &Db,
    entry: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    change: &Change,
) -> Result<Record, Error> {
    let rows = rows.into();
    let mut tx = db.begin(entry).await?;
    let deleted = move_to(&mut tx, rows, change, Operation::Delete).await;
    finish(tx, rows.resource, deleted).await
}

/// Takes the row out of the trash.
pub async fn restore<'r>(
    db: &Db,
    entry: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    change: &Change,
) -> Result<Record, Error> {
    let rows = rows.into();
    let mut tx = db.begin(entry).await?;
    let restored = restore_in(&mut tx, rows, change).await;
    finish(tx, rows.resource, restored).await
}

/// As [`restore`], inside a unit of work that does more than this.
pub async fn restore_in<'r>(
    tx: &mut TenantTx,
    rows: impl Into<Collection<'r>>,
    change: &Change,
) -> Result<Record, Error> {
    move_to(tx, rows.into(), change, Operation::Restore).await
}

/// Moves the row to the trash, or takes it out of it.
async fn move_to(
    tx: &mut TenantTx,
    rows: Collection<'_>,
    change: &Change,
    operation: Operation,
) -> Result<Record, Error> {
    rows.enter(tx, Some(change.id)).await?;
    let (resource, trashed) = (rows.resource, operation == Operation::Restore);
    let reserved = if resource.reserved.operations.contains(operation) { resource.reserved.to } else { &[] };
    let place = Place { rows, trashed, reserved };
    let mut sql = Statement::new("update ");
    sql.push(resource.table).push(" set deleted_at = ").push(if trashed { "null" } else { "statement_timestamp()" });
    sql.push(" where ");
    place.push_target(&mut sql, tx, change);
    sql.push(" returning ").push_all(resource.columns(), ", ");
    place.changed(tx, change, sql).await
}

/// Where the row to change is.
#[derive(Clone, Copy)]
struct Place<'a> {
    rows: Collection<'a>,
    trashed: bool,
    /// The columns of which one has to name the caller, if there are any.
    reserved: &'static [&'static str],
}

impl Place<'_> {
    fn push_target(self, sql: &mut Statement, tx: &TenantTx, change: &Change) {
        self.push_row(sql, tx, change.id);
        if let Some(versions) = &change.expected {
            sql.push(" and version = any(").bind(versions.as_slice()).push(")");
        }
        if !self.reserved.is_empty() {
            sql.push(" and ").bind(tx.membership().user_id());
            sql.push(" in (").push_all(self.reserved.iter().copied(), ", ").push(")");
        }
    }

    fn push_row(self, sql: &mut Statement, tx: &TenantTx, id: Uuid) {
        Scope::Member(tx).push_rows(sql, self.rows);
        sql.push(" and id = ").bind(id);
        sql.push(if self.trashed { " and deleted_at is not null" } else { " and deleted_at is null" });
    }

    /// Runs the change, and where it found no row, says whether that is for the row's version or for the users it
    /// names.
    async fn changed(self, tx: &mut TenantTx, change: &Change, sql: Statement) -> Result<Record, Error> {
        let resource = self.rows.resource;
        let rows = tx.run(sql).await.map_err(|error| resource.refusal(error))?;
        if let Some(row) = rows.first() {
            return Record::read(tx.membership().clone(), resource, row, 0);
        }
        if change.expected.is_none() && self.reserved.is_empty() {
            return Err(Error::NotFound);
        }
        let mut sql = Statement::new("select version from ");
        sql.push(resource.table).push(" where ");
        self.push_row(&mut sql, tx, change.id);
        let Some(version) = tx.run(sql).await?.first().map(|row| row.try_get::<i64, _>(0)).transpose()? else {
            return Err(Error::NotFound);
        };
        let is_expected = change.expected.as_ref().is_none_or(|versions| versions.contains(&version));
        Err(if is_expected && !self.reserved.is_empty() { Error::Reserved } else { Error::VersionMismatch })
    }
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
