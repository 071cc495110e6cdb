use sqlx::PgExecutor;

use super::limits::{HOURLY, key_of};
use super::{Admitted, Invitation, LimitedBy, MessageLimit, Purpose, Recipient};
use crate::{Auth, EmailAddress};

/// Invitations that a user sends in a day.
const PER_SENDER: i64 = 50;

/// What an invitation is counted by beside its address, which gets five an hour.
#[derive(Clone, Copy, Debug)]
pub enum InvitationLimits {
    /// By the address alone: a platform admin invites.
    OfAddress,
    /// Also by the user and the tenant that the unit of work acts for.
    OfMember {
        /// The most that the tenant sends in a day.
        per_tenant: i64,
    },
}

/// Counts an invitation, in its own transaction: of a tenant, or of the platform. Their roles may call this function of
/// `auth.attempts` and no other.
pub async fn admit_invitation(
    db: impl PgExecutor<'_>,
    auth: &Auth,
    to: &EmailAddress,
    limits: InvitationLimits,
) -> Result<Result<Admitted<Invitation>, MessageLimit>, sqlx::Error> {
    let now = auth.clock.now();
    let per_tenant = match limits {
        InvitationLimits::OfAddress => None,
        InvitationLimits::OfMember { per_tenant } => Some(per_tenant),
    };
    let row = sqlx::query!(
        "select refused_by, retry_at from auth.admit_invitation($1, $2, $3, $4, $5)",
        key_of(Purpose::Invitation.as_str(), to.as_str()),
        now,
        HOURLY,
        per_tenant.map(|_| PER_SENDER),
        per_tenant,
    )
    .fetch_one(db)
    .await?;
    let (by, most) = match row.refused_by {
        None => return Ok(Ok(Admitted::new(Recipient::Mail(to.clone())))),
        Some(1) => (LimitedBy::Address, HOURLY),
        Some(2) => (LimitedBy::Sender, PER_SENDER),
        Some(_) => (LimitedBy::Tenant, per_tenant.unwrap_or_default()),
    };
    Ok(Err(MessageLimit::new(Purpose::Invitation, by, most, row.retry_at, now)))
}
