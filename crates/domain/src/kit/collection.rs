use std::fmt;

use tenancy::{Statement, TenantTx};
use uuid::Uuid;

use super::reference::{Reference, names_conversations};
use super::{Class, Error, Resource, Scope};

/// The resource whose rows a nested resource's rows belong to.
#[derive(Clone, Copy, Debug)]
pub struct Parent {
    pub resource: &'static Resource,
    /// The column that names the parent's row, and the parameter of the path.
    pub column: &'static str,
}

/// Rows of a resource: all that the caller may reach, or in a nested resource those of one row of the parent.
#[derive(Clone, Copy, Debug)]
pub struct Collection<'r> {
    pub resource: &'r Resource,
    /// The parent's row. A nested resource has no rows without one.
    pub parent: Option<Uuid>,
    /// Only the rows of these users.
    pub owners: Option<Owners>,
}

/// Appends a query of the ids of users to a statement that begins with `access`. It names none twice.
pub type Owners = fn(&mut Statement);

impl<'r> From<&'r Resource> for Collection<'r> {
    fn from(resource: &'r Resource) -> Self {
        Self { resource, parent: None, owners: None }
    }
}

impl Resource {
    /// The rows that belong to this row of the parent.
    pub fn of(&self, parent: Uuid) -> Collection<'_> {
        Collection { resource: self, parent: Some(parent), owners: None }
    }

    /// The rows of these users.
    pub fn of_owners(&self, owners: Owners) -> Collection<'_> {
        Collection { resource: self, parent: None, owners: Some(owners) }
    }

    /// In a resource that participants see: the column that names the conversation.
    pub(crate) fn conversation_column(&self) -> &'static str {
        self.parent.map_or("id", |parent| parent.column)
    }
}

impl Collection<'_> {
    /// Appends to `access` what has to come before the rows: entering the conversations (one, where `row` or the parent
    /// names it), and the parent's row, if it isn't in the trash. The rows depend on both, so neither a policy nor a
    /// predicate is asked too early.
    pub(super) fn push_sources(self, sql: &mut Statement, row: Option<Uuid>) {
        if self.resource.class == Class::Participants {
            sql.push(" cross join lateral (select tenancy.enter_conversations(access.tenant_id, access.user_id, ");
            sql.bind(self.conversation(row)).push(") as ids offset 0) entered");
        }
        if let Some(parent) = self.resource.parent {
            sql.push(" left join lateral (select id from ").push(parent.resource.table).push(" where ");
            Scope::Access.push_rows(sql, parent.resource.into());
            sql.push(" and id = ").bind(self.parent).push(" and deleted_at is null limit 1) parent on true");
        }
    }

    /// Does the same in a unit of work. [`Error::NotFound`] where the parent's row isn't there.
    pub(super) async fn enter(self, tx: &mut TenantTx, row: Option<Uuid>) -> Result<(), Error> {
        self.enter_conversations(tx, row, &[]).await?;
        self.find_parent(tx, |tx| Scope::Member(tx)).await
    }

    /// Enters the conversations, and where a reference leads to one, all in which the caller takes part.
    pub(super) async fn enter_conversations(
        self,
        tx: &mut TenantTx,
        row: Option<Uuid>,
        references: &[Reference],
    ) -> Result<(), Error> {
        if names_conversations(references) {
            tx.enter_conversations(None).await?;
        } else if self.resource.class == Class::Participants {
            tx.enter_conversations(self.conversation(row)).await?;
        }
        Ok(())
    }

    /// [`Error::NotFound`] where the parent's row isn't there.
    pub(super) async fn find_parent<Proof: Send + fmt::Debug>(
        self,
        tx: &mut TenantTx<Proof>,
        scope: impl Fn(&TenantTx<Proof>) -> Scope<'_>,
    ) -> Result<(), Error> {
        let Some(parent) = self.resource.parent else { return Ok(()) };
        let mut sql = Statement::new("select id from ");
        sql.push(parent.resource.table).push(" where ");
        scope(tx).push_rows(&mut sql, parent.resource.into());
        sql.push(" and id = ").bind(self.parent).push(" and deleted_at is null");
        if tx.run(sql).await?.is_empty() { Err(Error::NotFound) } else { Ok(()) }
    }

    fn conversation(self, row: Option<Uuid>) -> Option<Uuid> {
        if self.resource.parent.is_some() { self.parent } else { row }
    }
}
