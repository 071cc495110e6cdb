use auth::outbox::{self, Admitted, Invitation, InvitationLimits};
use auth::{Auth, EmailAddress};
use sqlx::Row;

use super::InviteError;
use crate::{Error, Statement, TenantTx};

/// Invitations that a tenant sends in a day, unless its quota says otherwise.
pub const PER_TENANT: i64 = 100;

/// Counts an invitation of the unit of work's user and tenant, and admits its message. A unit of work that is refused
/// is rolled back: no invitation is made or renewed without its message.
pub async fn admit_in(tx: &mut TenantTx, auth: &Auth, to: &EmailAddress) -> Result<Admitted<Invitation>, InviteError> {
    let id = tx.membership().tenant_id.0;
    let mut sql = Statement::new("select invitation_quota from tenancy.tenants where tenant_id = ");
    sql.bind(id).push(" and id = ").bind(id);
    let rows = tx.run(sql).await?;
    let quota: Option<i64> = rows.first().ok_or(Error::NotAMember)?.try_get(0).map_err(Error::from)?;
    let limits = InvitationLimits::OfMember { per_tenant: quota.unwrap_or(PER_TENANT) };
    Ok(outbox::admit_invitation(tx, auth, to, limits).await.map_err(Error::from)??)
}
