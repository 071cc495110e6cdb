use tenancy::{Db, Statement, TenantRequest, TenantTx};
use uuid::Uuid;

use super::change::finish;
use super::reference::{Reference, push_given};
use super::{Body, Error, Record, Resource, Scope, row};

/// Makes a row with this id, in one round trip where the resource has no natural key and the body no secret. Where it
/// has one and the row exists already, answers that row, out of the trash if it was there: its id then isn't the one
/// that was given.
pub async fn create(
    db: &Db,
    entry: &TenantRequest,
    resource: &Resource,
    id: Uuid,
    body: &Body,
) -> Result<Record, Error> {
    if !resource.natural_key.is_empty() || body.has_secrets() {
        let mut tx = db.begin(entry).await?;
        let made = create_in(&mut tx, resource, id, body).await;
        return finish(tx, resource, made).await;
    }
    let references = Reference::of(body);
    let mut sql = Db::with_access(entry);
    if !references.is_empty() {
        sql.push(", ");
        push_given(&mut sql, Scope::Access, &references);
    }
    sql.push(", made as (");
    insert(&mut sql, resource, body);
    sql.push(") select access.tenant_id, ").bind(id).push(", access.user_id");
    push_values(&mut sql, body);
    sql.push(" from access");
    where_given(&mut sql, ", given", &references);
    sql.push(" returning ").push_all(resource.columns(), ", ");
    sql.push(") select access.*, made.*");
    push_found(&mut sql, &references);
    sql.push(if references.is_empty() { " from access, made" } else { " from access, given left join made on true" });

    let (membership, rows) = db.run_once(entry, sql).await.map_err(|error| resource.refusal(error))?;
    if row::is_present(&rows[0])? {
        return Record::read(membership, resource, &rows[0], row::FIRST);
    }
    Err(Error::Invalid(row::missing(&rows[0], row::FIRST + resource.columns().count(), &references)?))
}

/// As [`create`], inside a unit of work that does more than this.
pub async fn create_in(tx: &mut TenantTx, resource: &Resource, id: Uuid, body: &Body) -> Result<Record, Error> {
    let body = &*body.encrypted(resource, tx.membership().tenant_id(), id)?;
    let references = Reference::of(body);
    let mut sql = Statement::new("with ");
    if !references.is_empty() {
        push_given(&mut sql, Scope::Member(tx.membership()), &references);
        sql.push(", ");
    }
    sql.push("made as (");
    insert(&mut sql, resource, body);
    sql.push(") select ").bind(tx.membership().tenant_id().0).push(", ").bind(id);
    sql.push(", ").bind(tx.membership().user_id());
    push_values(&mut sql, body);
    where_given(&mut sql, " from given", &references);
    if !resource.natural_key.is_empty() {
        resource.push_conflict_target(&mut sql);
        sql.push(" do update set deleted_at = null where ").push(resource.table).push(".deleted_at is not null");
    }
    sql.push(" returning ").push_all(resource.columns(), ", ").push(") select made.*");
    push_found(&mut sql, &references);
    sql.push(if references.is_empty() { " from made" } else { " from given left join made on true" });
    let mut rows = tx.run(sql).await.map_err(|error| resource.refusal(error))?;
    if !references.is_empty() && !row::is_present_at(&rows[0], 0)? {
        let missing = row::missing(&rows[0], resource.columns().count(), &references)?;
        if !missing.is_empty() {
            return Err(Error::Invalid(missing));
        }
        rows.clear();
    }
    if rows.is_empty() {
        let mut sql = Statement::new("select ");
        sql.push_all(resource.columns(), ", ").push(" from ").push(resource.table).push(" where ");
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

/// Begins an insert that gives the columns `tenant_id, id, owner_id` and those of the body, up to where its list closes.
fn insert(sql: &mut Statement, resource: &Resource, body: &Body) {
    sql.push("insert into ").push(resource.table).push(" (tenant_id, id, owner_id");
    for (field, _) in &body.values {
        sql.push(", ").push(field.name);
    }
}

fn push_values(sql: &mut Statement, body: &Body) {
    for (_, value) in &body.values {
        sql.push(", ");
        value.bind(sql);
    }
}

/// Appends this source of the references, and that each of them leads to something.
fn where_given(sql: &mut Statement, source: &'static str, references: &[Reference]) {
    for (position, reference) in references.iter().enumerate() {
        sql.push(if position == 0 { source } else { "" });
        sql.push(if position == 0 { " where given." } else { " and given." }).push(reference.field);
    }
}

/// Appends the columns that say which reference leads to something.
fn push_found(sql: &mut Statement, references: &[Reference]) {
    for reference in references {
        sql.push(", given.").push(reference.field);
    }
}
