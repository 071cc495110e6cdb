use sqlx::FromRow;
use sqlx::postgres::PgRow;
use tenancy::{Db, Membership, Statement, TenantRequest, TenantTx};
use uuid::Uuid;

use super::{Collection, Error, Resource, Scope, row};

/// One row, as the JSON document that a client gets.
#[derive(Debug)]
pub struct Record {
    pub membership: Membership,
    pub id: Uuid,
    /// Rises with every change; the `ETag`.
    pub version: i64,
    pub json: Vec<u8>,
}

/// Finds the row with this id. One in the trash is not found; a tombstone is.
pub async fn find<'r>(
    db: &Db,
    request: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    id: Uuid,
) -> Result<Record, Error> {
    let rows = rows.into();
    let resource = rows.resource;
    let mut sql = Db::with_access_for_one(request);
    rows.push_sources(&mut sql, Some(id));
    sql.push(" left join lateral (select ").push_all(resource.selected(), ", ");
    sql.push(" from ").push(resource.table).push(" where ");
    Scope::Access.push_rows(&mut sql, rows);
    sql.push(" and id = ").bind(id).push(if resource.has_tombstones() { "" } else { " and deleted_at is null" });
    sql.push(" limit 1) r on true");

    let (membership, found) = db.run_once(request, sql).await?;
    if !row::is_present(&found[0])? {
        return Err(Error::NotFound);
    }
    Record::read(membership, resource, &found[0], row::FIRST)
}

/// Finds the row with this id, as a type of the caller's, inside a unit of work: for the rules of a resource. One in
/// the trash is not found.
pub async fn find_in<'r, T: for<'row> FromRow<'row, PgRow>>(
    tx: &mut TenantTx,
    rows: impl Into<Collection<'r>>,
    id: Uuid,
) -> Result<T, Error> {
    let rows = rows.into();
    rows.enter(tx, Some(id)).await?;
    let mut sql = Statement::new("select ");
    sql.push_all(rows.resource.all_columns(), ", ").push(" from ").push(rows.resource.table).push(" where ");
    Scope::Member(tx).push_rows(&mut sql, rows);
    sql.push(" and deleted_at is null and id = ").bind(id);
    let row = tx.run(sql).await?.pop().ok_or(Error::NotFound)?;
    Ok(T::from_row(&row)?)
}

impl Record {
    pub(super) fn read(
        membership: Membership,
        resource: &Resource,
        row: &sqlx::postgres::PgRow,
        first: usize,
    ) -> Result<Self, Error> {
        let mut json = Vec::with_capacity(512);
        row::write_json(resource, row, first, &mut json)?;
        Ok(Self { membership, id: row::id(row, first)?, version: row::version(row, first)?, json })
    }
}
