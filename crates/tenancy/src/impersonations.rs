//! Impersonation: a platform admin acts as a member in one tenant, for half an hour. What opens it is `auth`'s; what
//! platform admins do about it is in [`crate::platform`].

use auth::{ImpersonationId, SessionId, SessionProof};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Db, Error, Role, TenantId, TenantRef};

/// An impersonation that its token just opened.
#[derive(Clone, Debug)]
pub struct Impersonation {
    pub id: ImpersonationId,
    /// The platform admin, and their own session, on which this hangs.
    pub admin_id: Uuid,
    pub session_id: SessionId,
    /// When that session was last seen.
    pub last_seen_at: OffsetDateTime,
    /// The user that the admin acts as.
    pub user_id: Uuid,
    pub tenant_id: TenantId,
    pub slug: String,
    /// The user's role at this moment, and viewer at most where it is read-only; `None` for a former member. Entering
    /// the tenant reads it again.
    pub role: Option<Role>,
    pub reason: String,
    pub read_only: bool,
    pub expires_at: OffsetDateTime,
}

impl Impersonation {
    /// Whether a request that names this tenant, or none, names the one that it is for.
    pub fn is_in(&self, named: &TenantRef) -> bool {
        named.may_name(self.tenant_id, &self.slug)
    }
}

impl Db {
    /// The impersonation that a token opens; `None` for one that is unknown or over. The primary is asked, so an end
    /// holds at once.
    pub async fn find_impersonation(&self, proof: &SessionProof) -> Result<Option<Impersonation>, Error> {
        if proof.token_hash().is_none() {
            return Ok(None);
        }
        let mut lease = self.primary().lease().await?;
        let row = sqlx::query!(
            r#"select id as "id!: ImpersonationId", admin_id as "admin_id!", session_id as "session_id!: SessionId",
                 last_seen_at as "last_seen_at!", user_id as "user_id!", tenant_id as "tenant_id!: TenantId", slug as "slug!",
                 member_role, reason as "reason!", read_only as "read_only!", expires_at as "expires_at!"
               from tenancy.impersonation($1, $2, $3)"#,
            proof.token_hash(),
            proof.now(),
            proof.idle_since(),
        )
        .fetch_optional(&mut lease)
        .await?;
        lease.give_back();
        let Some(row) = row else { return Ok(None) };
        let role = row.member_role.as_deref().map(parse).transpose()?;
        Ok(Some(Impersonation {
            id: row.id,
            admin_id: row.admin_id,
            session_id: row.session_id,
            last_seen_at: row.last_seen_at,
            user_id: row.user_id,
            tenant_id: row.tenant_id,
            slug: row.slug,
            role: if row.read_only { role.map(|role| role.min(Role::Viewer)) } else { role },
            reason: row.reason,
            read_only: row.read_only,
            expires_at: row.expires_at,
        }))
    }
}

fn parse(role: &str) -> Result<Role, sqlx::Error> {
    Role::parse(role).ok_or_else(|| sqlx::Error::Decode(format!("unknown role {role}").into()))
}
