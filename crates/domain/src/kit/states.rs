//! States as data: which there are, and which verb leads from which to which.

use tenancy::{JobContext, Role, Statement, TenantTx};
use uuid::Uuid;

use super::edit::{Edit, Step};
use super::{Change, Collection, Error, Record, Resource, Scope, row};

/// A step of a row from one state to another: `POST …/{id}/<verb>`.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    pub verb: &'static str,
    /// The states that it begins in; from any other it is refused.
    pub from: &'static [&'static str],
    pub to: &'static str,
    /// The least role; `None` where no route leads to it, only the server's own work.
    pub role: Option<Role>,
    pub(super) stamps: Option<(&'static str, &'static str)>,
}

/// The states of a resource's rows.
#[derive(Clone, Copy, Debug)]
pub struct States {
    /// The field that holds the state.
    pub field: &'static str,
    /// The state of a new row: the column's default.
    pub initial: &'static str,
    pub transitions: &'static [Transition],
}

impl Transition {
    /// A verb for members.
    pub const fn new(verb: &'static str, from: &'static [&'static str], to: &'static str) -> Self {
        Self { verb, from, to, role: Some(Role::Member), stamps: None }
    }

    /// For members from this role up.
    #[must_use]
    pub const fn role(self, role: Role) -> Self {
        Self { role: Some(role), ..self }
    }

    /// Without a route: the server's own work does it, by [`transition_in`] or [`transition_by_job`].
    #[must_use]
    pub const fn internal(self) -> Self {
        Self { role: None, ..self }
    }

    /// Sets one field to the time of the step, and another to the user who made it.
    #[must_use]
    pub const fn stamps(self, at: &'static str, by: &'static str) -> Self {
        Self { stamps: Some((at, by)), ..self }
    }
}

/// Takes a row from one state to the next. [`Error::InvalidState`] where the row is in none that the verb begins in;
/// [`Error::NotFound`] also where the resource has no such verb.
pub async fn transition_in<'r>(
    tx: &mut TenantTx,
    rows: impl Into<Collection<'r>>,
    verb: &str,
    change: &Change,
) -> Result<Record, Error> {
    let rows = rows.into();
    let (states, transition) = find_transition(rows.resource, verb)?;
    let user_id = tx.membership().user_id();
    let set = |sql: &mut Statement| transition.push_set(sql, states.field, Some(user_id));
    transition.edit(states, rows, change).run(tx, Some(&set)).await
}

/// As [`transition_in`], by a job; returns the row's new version. Of private rows it reaches those of the owner whose
/// work the job does; a stamp is the owner's as well. Of conversations it reaches those that the job has entered.
pub async fn transition_by_job<'r>(
    tx: &mut TenantTx<JobContext>,
    owner_id: Option<Uuid>,
    rows: impl Into<Collection<'r>>,
    verb: &str,
    change: &Change,
) -> Result<i64, Error> {
    let rows = rows.into();
    let (states, transition) = find_transition(rows.resource, verb)?;
    let set = |sql: &mut Statement| transition.push_set(sql, states.field, owner_id);
    let row = transition.edit(states, rows, change).apply(tx, |tx| Scope::of_job(tx, owner_id), Some(&set)).await?;
    Ok(row::version(&row, 0)?)
}

impl Resource {
    /// Begins an update that takes rows from one state to the next and sets what follows, for statements of a resource's own:
    /// `update … set status = …`. The states that the verb begins in are returned, for its condition.
    pub(crate) fn push_step(&self, sql: &mut Statement, verb: &str) -> Result<&'static [&'static str], Error> {
        let (states, transition) = find_transition(self, verb)?;
        sql.push("update ").push(self.table).push(" set ").push(states.field).push(" = ").bind(transition.to);
        Ok(transition.from)
    }
}

fn find_transition(resource: &Resource, verb: &str) -> Result<(States, &'static Transition), Error> {
    let states = resource.states.ok_or(Error::NotFound)?;
    let transition = states.transitions.iter().find(|transition| transition.verb == verb);
    Ok((states, transition.ok_or(Error::NotFound)?))
}

impl Transition {
    fn edit<'c>(&self, states: States, rows: Collection<'c>, change: &'c Change) -> Edit<'c> {
        Edit { step: Some(Step { states, verb: self.verb, from: self.from }), ..Edit::of(rows, change) }
    }

    fn push_set(&self, sql: &mut Statement, field: &'static str, user_id: Option<Uuid>) {
        sql.push(field).push(" = ").bind(self.to);
        if let Some((at, by)) = self.stamps {
            sql.push(", ").push(at).push(" = statement_timestamp(), ").push(by).push(" = ").bind(user_id);
        }
    }
}
