//! Verbs that are code: what isn't a step from one state to another.

use std::fmt;

use futures_util::future::BoxFuture;
use sqlx::postgres::PgRow;
use sqlx::{Decode, FromRow, Postgres, Row, Type};
use tenancy::{Role, Statement, TenantTx};
use uuid::Uuid;

use super::{Change, Collection, Error, Record, Scope, row};

/// The code of an action, as [`action!`](crate::action) makes it of an async function.
pub type Run = for<'a> fn(&'a mut TenantTx, &'a LockedRow) -> BoxFuture<'a, Result<(), Error>>;

/// A verb on a row, `POST …/{id}/<verb>`, that runs code in a unit of work.
///
/// The kit proves the caller, locks the row, compares its version, runs the code, returns the row as it is then, and
/// commits; a second request with the same `Idempotency-Key` gets the first response. The code neither commits nor sends
/// anything out of the process.
#[derive(Clone, Copy)]
pub struct Action {
    pub verb: &'static str,
    /// The least role.
    pub role: Role,
    /// The states that the code takes rows in, as clients are told; none where it takes all.
    pub from: &'static [&'static str],
    run: Run,
}

/// The row that an action is about. It is locked until the unit of work ends.
#[derive(Debug)]
pub struct LockedRow {
    pub id: Uuid,
    pub version: i64,
    row: PgRow,
}

impl Action {
    /// An action for members.
    pub const fn new(verb: &'static str, run: Run) -> Self {
        Self { verb, role: Role::Member, from: &[], run }
    }

    /// For members from this role up.
    #[must_use]
    pub const fn role(self, role: Role) -> Self {
        Self { role, ..self }
    }

    /// Clients are told that it takes rows in these states. The code itself refuses the others.
    #[must_use]
    pub const fn from(self, from: &'static [&'static str]) -> Self {
        Self { from, ..self }
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Action").field("verb", &self.verb).field("role", &self.role).finish_non_exhaustive()
    }
}

impl LockedRow {
    /// The value of a field, write-only ones included. Fails for a field that the resource doesn't have and for another
    /// type.
    pub fn get<'r, T: Decode<'r, Postgres> + Type<Postgres>>(&'r self, field: &str) -> Result<T, Error> {
        Ok(self.row.try_get(field)?)
    }

    /// The row as a type of the caller's.
    pub fn read<'r, T: FromRow<'r, PgRow>>(&'r self) -> Result<T, Error> {
        Ok(T::from_row(&self.row)?)
    }
}

/// Names an async function `(tx: &mut TenantTx, row: &LockedRow) -> Result<(), kit::Error>` as the code of an action.
#[macro_export]
macro_rules! action {
    ($function:path) => {
        |tx, row| Box::pin($function(tx, row))
    };
}

pub(super) async fn run_in(
    tx: &mut TenantTx,
    rows: Collection<'_>,
    action: &Action,
    change: &Change,
) -> Result<Record, Error> {
    let row = lock(tx, rows, change.id).await?;
    if change.expected.as_ref().is_some_and(|versions| !versions.contains(&row.version)) {
        return Err(Error::VersionMismatch);
    }
    (action.run)(tx, &row).await.map_err(|error| match error {
        Error::Tenancy(error) => rows.resource.refusal(error),
        error => error,
    })?;
    // The code may have entered other conversations.
    rows.enter(tx, Some(change.id)).await?;
    let mut sql = Statement::new("select ");
    sql.push_all(rows.resource.selected(), ", ");
    push_row(&mut sql, tx, rows, change.id);
    let found = tx.run(sql).await?;
    Record::read(tx.membership().clone(), rows.resource, found.first().ok_or(Error::NotFound)?, 0)
}

/// Locks a row, until the unit of work ends.
pub(super) async fn lock(tx: &mut TenantTx, rows: Collection<'_>, id: Uuid) -> Result<LockedRow, Error> {
    rows.enter(tx, Some(id)).await?;
    let mut sql = Statement::new("select ");
    sql.push_all(rows.resource.all_columns(), ", ");
    push_row(&mut sql, tx, rows, id);
    sql.push(" for update");
    let row = tx.run(sql).await?.pop().ok_or(Error::NotFound)?;
    Ok(LockedRow { id: row::id(&row, 0)?, version: row::version(&row, 0)?, row })
}

/// Appends where a row that isn't in the trash is found.
fn push_row(sql: &mut Statement, tx: &TenantTx, rows: Collection<'_>, id: Uuid) {
    sql.push(" from ").push(rows.resource.table).push(" where ");
    Scope::Member(tx).push_rows(sql, rows);
    sql.push(" and deleted_at is null and id = ").bind(id);
}
