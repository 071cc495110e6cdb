use tenancy::{Db, Statement, TenantRequest, TenantTx};
use uuid::Uuid;

use super::reference::{Reference, names_conversations, push_given};
use super::{Body, Class, Collection, Error, Record, Resource, Scope, row, unit_of_work};

/// Makes a row with this id, in one round trip where that depends on nothing but the row and its references. Where the
/// resource has a natural key and the row exists already, returns that row, out of the trash if it was there: its id
/// then isn't the one that was given.
pub async fn create<'r>(
    db: &Db,
    request: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    id: Uuid,
    body: &Body,
) -> Result<Record, Error> {
    let rows = rows.into();
    let resource = rows.resource;
    let references = Reference::of(body);
    if !is_one_statement(resource, body, &references) {
        return unit_of_work::run(db, request, resource, async |tx| create_in(tx, rows, id, body).await).await;
    }
    let mut sql = Db::with_access(request);
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
    sql.push(" returning ").push_all(resource.selected(), ", ");
    sql.push(") select access.*, made.*");
    push_found(&mut sql, &references);
    sql.push(if references.is_empty() { " from access, made" } else { " from access, given left join made on true" });

    let (membership, rows) = db.run_once(request, sql).await.map_err(|error| resource.refusal(error))?;
    if row::is_present(&rows[0])? {
        return Record::read(membership, resource, &rows[0], row::FIRST);
    }
    Err(Error::Invalid(row::missing(&rows[0], row::FIRST + resource.selected().count(), &references)?))
}

/// Whether making a row depends on nothing but the row and its references.
fn is_one_statement(resource: &Resource, body: &Body, references: &[Reference]) -> bool {
    let is_within = resource.parent.is_some() || resource.class == Class::Participants;
    let acts_beside = resource.after_create.is_some() || resource.before_write.is_some();
    let is_plain = resource.natural_key.is_empty() && !acts_beside && !body.has_secrets();
    is_plain && !is_within && !names_conversations(references)
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
    let body = &*body.drafted(tx, resource, None).await?;
    let body = &*body.encrypted(resource, tx.membership().tenant_id(), id)?;
    let references = Reference::of(body);
    let is_conversation = resource.class == Class::Participants && resource.parent.is_none();
    if !is_conversation || names_conversations(&references) {
        rows.enter_conversations(tx, None, &references).await?;
    }
    if is_conversation {
        tx.begin_conversation(id).await?;
    }
    rows.find_parent(tx, |tx| Scope::Member(tx)).await?;
    let made = insert_row(tx, rows, id, body, &references).await?;
    if let Some(act) = resource.after_create.filter(|_| made.id == id) {
        act(tx, &made, body).await?;
    }
    Ok(made)
}

/// Makes a row that was elsewhere before, inside a unit of work: without the resource's own rule, which is about what is
/// new, and without what follows from making one. For commands, which no request reaches.
pub async fn record_in<'r>(
    tx: &mut TenantTx,
    rows: impl Into<Collection<'r>>,
    id: Uuid,
    body: &Body,
) -> Result<Record, Error> {
    let rows = rows.into();
    let references = Reference::of(body);
    rows.enter_conversations(tx, None, &references).await?;
    rows.find_parent(tx, |tx| Scope::Member(tx)).await?;
    insert_row(tx, rows, id, body, &references).await
}

async fn insert_row(
    tx: &mut TenantTx,
    rows: Collection<'_>,
    id: Uuid,
    body: &Body,
    references: &[Reference],
) -> Result<Record, Error> {
    let resource = rows.resource;
    let mut sql = Statement::new("with ");
    if !references.is_empty() {
        push_given(&mut sql, Scope::Member(tx), references);
        sql.push(", ");
    }
    sql.push("made as (");
    insert(&mut sql, resource, body);
    sql.push(") select ").bind(tx.membership().tenant_id().0).push(", ").bind(id);
    sql.push(", ").bind(tx.membership().user_id());
    if resource.parent.is_some() {
        sql.push(", ").bind(rows.parent);
    }
    push_values(&mut sql, body);
    where_given(&mut sql, " from given", references);
    if !resource.natural_key.is_empty() {
        resource.push_conflict_target(&mut sql);
        if resource.has_tombstones() {
            sql.push(" do nothing");
        } else {
            sql.push(" do update set deleted_at = null where ").push(resource.table).push(".deleted_at is not null");
        }
    }
    sql.push(" returning ").push_all(resource.selected(), ", ").push(") select made.*");
    push_found(&mut sql, references);
    sql.push(if references.is_empty() { " from made" } else { " from given left join made on true" });
    let mut found = tx.run(sql).await.map_err(|error| resource.refusal(error))?;
    if !references.is_empty() && !row::is_present_at(&found[0], 0)? {
        let missing = row::missing(&found[0], resource.selected().count(), references)?;
        if !missing.is_empty() {
            return Err(Error::Invalid(missing));
        }
        found.clear();
    }
    if found.is_empty() {
        let mut sql = Statement::new("select ");
        sql.push_all(resource.selected(), ", ").push(" from ").push(resource.table).push(" where ");
        Scope::Member(tx).push_rows(&mut sql, rows);
        if resource.natural_key.contains(&"owner_id") {
            sql.push(" and owner_id = ").bind(tx.membership().user_id());
        }
        for (field, value) in body.values.iter().filter(|(field, _)| resource.natural_key.contains(&field.name)) {
            sql.push(" and ").push(field.column).push(" is not distinct from ");
            value.bind(&mut sql);
        }
        found = tx.run(sql).await?;
    }
    let row = found.first().ok_or(Error::VersionMismatch)?;
    Record::read(tx.membership().clone(), resource, row, 0)
}

/// Begins an insert of the columns `tenant_id, id, owner_id`, the parent's and those of the body, and leaves the list
/// open.
fn insert(sql: &mut Statement, resource: &Resource, body: &Body) {
    sql.push("insert into ").push(resource.table).push(" (tenant_id, id, owner_id");
    if let Some(parent) = resource.parent {
        sql.push(", ").push(parent.column);
    }
    for (field, _) in body.columns() {
        sql.push(", ").push(field.column);
    }
}

fn push_values(sql: &mut Statement, body: &Body) {
    for (_, value) in body.columns() {
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
