use tenancy::{Membership, Statement, TenantId};
use uuid::Uuid;

use super::Class;

/// Whose rows a statement may reach: the second of the two keys, beside the policies. It alone writes the predicate.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope<'a> {
    /// Of the tenant and the user of the row `access`, with which the statement begins.
    Access,
    /// Of a member, in a unit of work.
    Member(&'a Membership),
    /// Of a tenant, for a job; where the rows are private, of this owner.
    Job { tenant_id: TenantId, owner_id: Option<Uuid> },
    /// Of the catalogue, and of no tenant.
    Catalog,
}

impl Scope<'_> {
    pub fn push(self, sql: &mut Statement, class: Class) {
        if class == Class::Catalog {
            sql.push("true");
            return;
        }
        sql.push("tenant_id = ");
        match self {
            Self::Access => sql.push("access.tenant_id"),
            Self::Member(membership) => sql.bind(membership.tenant_id().0),
            Self::Job { tenant_id, .. } => sql.bind(tenant_id),
            Self::Catalog => sql.bind(None::<Uuid>),
        };
        if class == Class::Private {
            sql.push(" and owner_id = ");
            match self {
                Self::Access => sql.push("access.user_id"),
                Self::Member(membership) => sql.bind(membership.user_id()),
                // Without an owner there is no such row.
                Self::Job { owner_id, .. } => sql.bind(owner_id),
                Self::Catalog => sql.bind(None::<Uuid>),
            };
        }
    }
}
