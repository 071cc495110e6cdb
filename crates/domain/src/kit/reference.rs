//! Fields that name something else: a row of another resource, or a member of the tenant.
//!
//! What is named has to be live and within the caller's reach, when the name is written and when the row with it comes
//! out of the trash. It is looked up in the unit of work that writes, under the same two keys as any row; a row of a
//! conversation is within the reach of those who take part. No lock is taken: a row that goes to the trash at the same
//! time may be found or not.

use std::fmt;

use tenancy::Statement;
use uuid::Uuid;

use super::{Body, Class, Field, FieldError, Kind, Parent, Resource, Scope, Value};

/// What the id in a field leads to.
#[derive(Clone, Copy)]
pub enum Target {
    Row(&'static Resource),
    /// A user who is a member of the tenant.
    Member,
}

/// What a statement that looks up the ids of its rows calls their table, which a row may name itself.
pub(super) const NAMING: &str = "naming";

/// A field whose value has to lead to something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    pub field: &'static str,
    pub target: Target,
    pub id: NamedId,
}

/// The id in the field.
#[derive(Clone, Copy, Debug)]
pub(super) enum NamedId {
    /// The one in a body.
    Given(Uuid),
    /// The one that the row of the statement has, if any.
    Stored,
}

impl Target {
    /// What is named, in the plural.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Row(resource) => resource.plural,
            Self::Member => "members",
        }
    }

    /// Whether it is a row of a conversation.
    pub(super) fn is_within_conversations(self) -> bool {
        matches!(self, Self::Row(resource) if resource.class == Class::Participants)
    }

    /// The error of a field that names nothing.
    pub(super) fn missing(self, field: &'static str) -> FieldError {
        let plural = self.plural().replace('-', " ");
        FieldError::new(field, "reference", format!("must be the id of one of the {plural}"))
    }

    /// Appends `from … where …` for what is live and within reach, and where its id is to be compared: ` and id = `.
    pub(super) fn push_live(self, sql: &mut Statement, scope: Scope<'_>) {
        match self {
            Self::Row(resource) => {
                sql.push("from ").push(resource.table).push(" where ");
                scope.push(sql, resource.class);
                if resource.class == Class::Participants {
                    scope.push_conversations(sql, resource.conversation_column());
                }
                if let Some(Parent { resource: parent, column }) = resource.parent {
                    sql.push(" and (select true from ").push(parent.table).push(" where ");
                    scope.push(sql, parent.class);
                    sql.push(" and deleted_at is null and ").push(parent.table).push(".id = ");
                    sql.push(resource.table).push(".").push(column).push(" limit 1) is not null");
                }
                sql.push(" and deleted_at is null and id = ");
            }
            Self::Member => {
                sql.push("from tenancy.memberships where ");
                scope.push(sql, Class::Shared);
                sql.push(" and user_id = ");
            }
        }
    }
}

impl Reference {
    /// Those of a body.
    pub fn of(body: &Body) -> Vec<Self> {
        let of_value = |(field, value): &(&'static Field, Value)| match (field.kind, value) {
            (Kind::Reference(target), Value::Uuid(id)) => {
                Some(Self { field: field.name, target, id: NamedId::Given(*id) })
            }
            _ => None,
        };
        body.values.iter().filter_map(of_value).collect()
    }

    /// Those of a stored row to other rows. Members aren't among them: their ids stay when they leave.
    pub fn stored(resource: &Resource) -> Vec<Self> {
        let of_field = |field: &Field| match field.kind {
            Kind::Reference(target @ Target::Row(_)) => Some(Self { field: field.name, target, id: NamedId::Stored }),
            _ => None,
        };
        resource.fields.iter().filter_map(of_field).collect()
    }

    /// Appends whether it leads to something. No `exists`: that is also planned as a set that depends on no tenant, and
    /// the planner would ask for the context before it stands.
    pub fn push_exists(self, sql: &mut Statement, scope: Scope<'_>) {
        sql.push("(select true ");
        self.target.push_live(sql, scope);
        match self.id {
            NamedId::Given(id) => sql.bind(id),
            NamedId::Stored => sql.push(NAMING).push(".").push(self.field),
        };
        sql.push(" limit 1) is not null");
    }

    /// Appends whether it leads to something or needn't: the row of the statement has the id of the body already, has
    /// none, or names itself.
    pub fn push_holds(self, sql: &mut Statement, scope: Scope<'_>) {
        sql.push("(").push(self.field);
        match self.id {
            NamedId::Given(id) => sql.push(" is not distinct from ").bind(id),
            NamedId::Stored => sql.push(" is null or ").push(self.field).push(" = id"),
        };
        sql.push(" or ");
        self.push_exists(sql, scope);
        sql.push(")");
    }

    pub fn missing(self) -> FieldError {
        match self.id {
            NamedId::Given(_) => self.target.missing(self.field),
            NamedId::Stored => {
                let plural = self.target.plural().replace('-', " ");
                let message =
                    format!("is the id of one of the {plural} that isn't there any more: restore that one first");
                FieldError::new(self.field, "reference", message)
            }
        }
    }
}

impl Resource {
    /// Whether its rows name rows, so that restoring one may be refused.
    pub fn names_rows(&self) -> bool {
        !Reference::stored(self).is_empty()
    }
}

/// Whether the caller's conversations are to be entered before these are looked up.
pub(super) fn names_conversations(references: &[Reference]) -> bool {
    references.iter().any(|reference| reference.target.is_within_conversations())
}

/// Appends `given as materialized (select …)`: for each reference, in a column of its field's name, whether it leads to
/// something.
pub(super) fn push_given(sql: &mut Statement, scope: Scope<'_>, references: &[Reference]) {
    sql.push("given as materialized (select ");
    for (position, reference) in references.iter().enumerate() {
        sql.push(if position > 0 { ", " } else { "" });
        reference.push_exists(sql, scope);
        sql.push(" as ").push(reference.field);
    }
    sql.push(if matches!(scope, Scope::Access) { " from access)" } else { ")" });
}

/// By its name: two resources may name each other.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.plural())
    }
}

impl PartialEq for Target {
    fn eq(&self, other: &Self) -> bool {
        self.plural() == other.plural()
    }
}

impl Eq for Target {}
