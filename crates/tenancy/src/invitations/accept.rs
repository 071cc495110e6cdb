//! Becoming a member by an invitation. The user has no tenant to enter yet, so the server calls functions of the
//! database, which take the tenant from the invitation.

use auth::EmailAddress;
use sqlx::Row;
use time::OffsetDateTime;
use uuid::Uuid;

use super::InvitationToken;
use crate::{Caller, Db, Error, Role, Statement, TenantId};

/// An invitation that can be accepted.
#[derive(Clone, Debug)]
pub struct OpenInvitation {
    pub email: EmailAddress,
}

/// A membership that came of an invitation, or was there before it.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub tenant_id: TenantId,
    pub slug: String,
    pub role: Role,
}

/// Why an invitation could not be accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptInvitationError {
    /// The token opens no invitation: it is unknown, or the invitation was accepted, withdrawn or replaced, has
    /// expired, is for a closed tenant, or has a role that the inviter may no longer give.
    #[error("the invitation is gone")]
    Gone,
    /// The invitation is for another address than the caller's verified one (INV-2).
    #[error("the invitation is for another address")]
    OtherAddress,
    #[error(transparent)]
    Tenancy(#[from] Error),
}

impl Db {
    /// Finds the invitation that a token stands for, if it can be accepted at this time.
    pub async fn find_open_invitation(
        &self,
        token: &InvitationToken,
        now: OffsetDateTime,
    ) -> Result<Option<OpenInvitation>, Error> {
        let hash = token.hash();
        let query = sqlx::query!("select email from tenancy.open_invitation($1, $2)", hash.as_slice(), now);
        let rows = self.run_unscoped(query).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(Some(OpenInvitation { email: row.try_get(0)? }))
    }

    /// Makes the caller a member by an invitation to their verified address. Once: of several at a time, one does
    /// (INV-4). A user who is a member already keeps their role.
    pub async fn accept_invitation(
        &self,
        caller: &Caller,
        token: &InvitationToken,
        now: OffsetDateTime,
        request_id: Uuid,
    ) -> Result<Accepted, AcceptInvitationError> {
        let mut sql = Statement::new("select a.outcome, a.tenant_id, a.slug, a.role from ");
        Self::holder(&mut sql, caller.session_proof()?);
        // A caller without an address matches no invitation.
        sql.push(", tenancy.accept_invitation(holder.user_id, coalesce(holder.email, ''), ");
        sql.bind(token.hash().to_vec()).push(", ").bind(now).push(", ").bind(request_id).push(") a");
        let rows = self.run_unscoped(sql.finish().map_err(Error::from)?).await?;
        let row = rows.first().ok_or(AcceptInvitationError::Gone)?;
        let read = || -> Result<_, sqlx::Error> {
            if row.try_get::<&str, _>(0)? == "other" {
                return Ok(None);
            }
            let role: &str = row.try_get(3)?;
            let role = Role::parse(role).ok_or_else(|| sqlx::Error::Decode(format!("unknown role {role}").into()))?;
            Ok(Some(Accepted { tenant_id: row.try_get(1)?, slug: row.try_get(2)?, role }))
        };
        read().map_err(Error::from)?.ok_or(AcceptInvitationError::OtherAddress)
    }
}
