use tenancy::{JobContext, Statement, TenantId, TenantTx};
use uuid::Uuid;

use super::{Class, Collection};

/// Whose rows a statement may reach: the second of the two keys, beside the policies. In the kit, it alone writes the predicate.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope<'a> {
    /// Of the tenant and the user of the row `access`, with which the statement begins, and of what
    /// [`Collection::push_sources`] joins to it.
    Access,
    /// Of a member, in a unit of work and the conversations that it has entered.
    Member(&'a TenantTx),
    /// Of a tenant, for a job; where the rows are private, of this owner, and where participants see them, of these
    /// conversations.
    Job { tenant_id: TenantId, owner_id: Option<Uuid>, conversations: &'a [Uuid] },
    /// Of the catalogue, and of no tenant.
    Catalog,
}

impl<'a> Scope<'a> {
    pub fn of_job(tx: &'a TenantTx<JobContext>, owner_id: Option<Uuid>) -> Self {
        Self::Job { tenant_id: tx.proof().tenant_id(), owner_id, conversations: tx.conversations() }
    }
}

impl Scope<'_> {
    /// Appends the predicate on tenant and owner.
    pub fn push(self, sql: &mut Statement, class: Class) {
        if class == Class::Catalog {
            sql.push("true");
            return;
        }
        sql.push("tenant_id = ");
        match self {
            Self::Access => sql.push("access.tenant_id"),
            Self::Member(tx) => sql.bind(tx.membership().tenant_id().0),
            Self::Job { tenant_id, .. } => sql.bind(tenant_id),
            Self::Catalog => sql.bind(None::<Uuid>),
        };
        if class == Class::Private {
            sql.push(" and owner_id = ");
            match self {
                Self::Access => sql.push("access.user_id"),
                Self::Member(tx) => sql.bind(tx.membership().user_id()),
                // Without an owner there is no such row.
                Self::Job { owner_id, .. } => sql.bind(owner_id),
                Self::Catalog => sql.bind(None::<Uuid>),
            };
        }
    }

    /// Appends the predicate on tenant, owner, conversation and parent.
    pub fn push_rows(self, sql: &mut Statement, rows: Collection<'_>) {
        self.push(sql, rows.resource.class);
        if rows.resource.class == Class::Participants {
            self.push_conversations(sql, rows.resource.conversation_column());
        }
        if let Some(parent) = rows.resource.parent {
            sql.push(" and ").push(parent.column).push(" = ");
            match self {
                Self::Access => sql.push("parent.id"),
                Self::Member(_) | Self::Job { .. } | Self::Catalog => sql.bind(rows.parent),
            };
        }
    }

    /// Appends the predicate on the column that names the conversation.
    pub fn push_conversations(self, sql: &mut Statement, column: &'static str) {
        sql.push(" and ").push(column).push(" = any (");
        match self {
            Self::Access => sql.push("entered.ids"),
            Self::Member(tx) => sql.bind(tx.conversations().to_vec()),
            Self::Job { conversations, .. } => sql.bind(conversations.to_vec()),
            Self::Catalog => sql.bind(Vec::<Uuid>::new()),
        };
        sql.push(")");
    }
}
