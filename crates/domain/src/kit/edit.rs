use std::fmt;

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Role, Statement, TenantTx};
use uuid::Uuid;

use super::reference::{NAMING, Reference};
use super::{Change, Collection, Error, Operation, Record, Resource, Scope, States, row};

/// How often a change is tried that another one overtakes.
const TRIES: usize = 3;

/// What is set: `column = value, …`.
pub(super) type Set<'s> = dyn Fn(&mut Statement) + Send + Sync + 's;

/// What a change does to a row, and what it asks of the row.
pub(super) struct Edit<'a> {
    pub rows: Collection<'a>,
    pub change: &'a Change,
    /// Whether the row is to be in the trash.
    pub trashed: bool,
    /// The verb that is about to happen, and the states that it begins in.
    pub step: Option<Step>,
    pub references: Vec<Reference>,
    /// A user, and the columns of which one has to hold the user's id.
    pub reserved: Option<(Uuid, &'static [&'static str])>,
}

/// A verb of a resource with states.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub states: States,
    pub verb: &'static str,
    pub from: &'static [&'static str],
}

impl<'a> Edit<'a> {
    /// Of a row that isn't in the trash.
    pub fn of(rows: Collection<'a>, change: &'a Change) -> Self {
        Self { rows, change, trashed: false, step: None, references: Vec::new(), reserved: None }
    }

    /// Left to the users that the row names, where the resource says so of the operation.
    pub fn reserved(self, operation: Operation, tx: &TenantTx) -> Self {
        let (reserved, membership) = (self.rows.resource.reserved, tx.membership());
        let is_removal = matches!(operation, Operation::Delete | Operation::Restore);
        let is_moderator = reserved.is_moderated && is_removal && membership.role() >= Role::Admin;
        let columns = (reserved.operations.contains(operation) && !is_moderator).then_some(reserved.to);
        Self { reserved: columns.map(|columns| (membership.user_id(), columns)), ..self }
    }

    /// Changes the row by what is set, or reads it where nothing is, and returns it as it is then.
    pub async fn run(&self, tx: &mut TenantTx, set: Option<&Set<'_>>) -> Result<Record, Error> {
        self.rows.enter_conversations(tx, Some(self.change.id), &self.references).await?;
        let row = self.apply(tx, |tx| Scope::Member(tx), set).await?;
        Record::read(tx.membership().clone(), self.rows.resource, &row, 0)
    }

    /// The same in any unit of work, within this scope. One statement says as well why there was nothing to change.
    pub async fn apply<Proof: Send + fmt::Debug>(
        &self,
        tx: &mut TenantTx<Proof>,
        scope: impl Fn(&TenantTx<Proof>) -> Scope<'_>,
        set: Option<&Set<'_>>,
    ) -> Result<PgRow, Error> {
        let resource = self.rows.resource;
        self.rows.find_parent(tx, &scope).await?;
        for _ in 0..TRIES {
            let sql = self.statement(scope(tx), set);
            let row = tx.run(sql).await.map_err(|error| resource.refusal(error))?.pop().ok_or(Error::NotFound)?;
            if row::is_present_at(&row, 0)? {
                return Ok(row);
            }
            self.explain(&row)?;
        }
        Err(Error::VersionMismatch)
    }

    /// Whether it asks for more than that the row is there.
    fn is_conditional(&self) -> bool {
        let asks_of_row = self.change.expected.is_some() || self.reserved.is_some() || self.step.is_some();
        asks_of_row || !self.references.is_empty()
    }

    fn statement(&self, scope: Scope<'_>, set: Option<&Set<'_>>) -> Statement {
        let resource = self.rows.resource;
        let mut sql = Statement::new(if self.is_conditional() { "with changed as (" } else { "" });
        if let Some(set) = set {
            sql.push("update ").push(resource.table).push(" ").push(NAMING).push(" set ");
            set(&mut sql);
        } else {
            sql.push("select ").push_all(resource.selected(), ", ").push(" from ");
            sql.push(resource.table).push(" ").push(NAMING);
        }
        sql.push(" where ");
        self.push_whose(&mut sql, scope);
        self.push_conditions(&mut sql, scope, " and ", true);
        if set.is_some() {
            sql.push(" returning ").push_all(resource.selected(), ", ");
        }
        if self.is_conditional() {
            sql.push(
                ") select changed.*, present.* from (values (1)) one left join changed on true left join (select true",
            );
            self.push_conditions(&mut sql, scope, ", ", false);
            sql.push(" from ").push(resource.table).push(" ").push(NAMING).push(" where ");
            self.push_whose(&mut sql, scope);
            sql.push(" and not exists (select from changed)) present on true");
        }
        sql
    }

    /// The row within its collection.
    fn push_whose(&self, sql: &mut Statement, scope: Scope<'_>) {
        scope.push_rows(sql, self.rows);
        sql.push(" and id = ").bind(self.change.id);
        sql.push(if self.trashed { " and deleted_at is not null" } else { " and deleted_at is null" });
    }

    /// Appends what else is asked of the row, each behind a separator; where it need not hold, the state itself instead
    /// of its condition.
    fn push_conditions(&self, sql: &mut Statement, scope: Scope<'_>, separator: &'static str, must_hold: bool) {
        if let Some(versions) = &self.change.expected {
            sql.push(separator).push("version = any(").bind(versions.as_slice()).push(")");
        }
        if let Some((user_id, columns)) = self.reserved {
            sql.push(separator).bind(user_id).push(" in (").push_all(columns.iter().copied(), ", ").push(")");
        }
        if let Some(step) = self.step {
            sql.push(separator).push(step.states.field);
            if must_hold {
                sql.push(" = any(").bind(step.from).push(")");
            }
        }
        for reference in &self.references {
            sql.push(separator);
            reference.push_holds(sql, scope);
        }
    }

    /// Why there was nothing to change. Nothing to say where all that is asked for holds: then the row has just been
    /// changed.
    fn explain(&self, row: &PgRow) -> Result<(), Error> {
        let mut column = self.rows.resource.selected().count();
        if row.try_get::<Option<bool>, _>(column)?.is_none() {
            return Err(Error::NotFound);
        }
        column += 1;
        if self.change.expected.is_some() {
            if !row.try_get::<bool, _>(column)? {
                return Err(Error::VersionMismatch);
            }
            column += 1;
        }
        if self.reserved.is_some() {
            if row.try_get::<Option<bool>, _>(column)? != Some(true) {
                return Err(Error::Reserved);
            }
            column += 1;
        }
        if let Some(step) = self.step {
            let state: &str = row.try_get(column)?;
            if !step.from.contains(&state) {
                return Err(step.refuse(self.rows.resource, state));
            }
            column += 1;
        }
        let missing = row::missing(row, column, &self.references)?;
        if missing.is_empty() { Ok(()) } else { Err(Error::Invalid(missing)) }
    }
}

impl Step {
    /// Why the row's state refuses the verb.
    fn refuse(self, resource: &Resource, state: &str) -> Error {
        let (name, from) = (resource.name.replace('-', " "), self.from.join(" or "));
        Error::InvalidState(format!("The {name} is {state}: it must be {from} to {}.", self.verb).into())
    }
}
