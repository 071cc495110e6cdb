use time::OffsetDateTime;
use uuid::Uuid;

use super::list::{role, scopes};
use super::{Action, ApiKey, ApiKeyId, Scope};
use crate::{Db, Error, Role, TenantId, TenantRef};

/// What a key stands for.
#[derive(Clone, Debug)]
pub struct KeyHolder {
    pub key_id: ApiKeyId,
    pub tenant_id: TenantId,
    pub slug: String,
    /// Who made the key, and acts by it.
    pub user_id: Uuid,
    /// The lesser of the key's role and its maker's present role. Entering the tenant asks for the latter again.
    pub role: Role,
    pub scopes: Vec<Scope>,
    pub last_used_at: Option<OffsetDateTime>,
}

impl KeyHolder {
    /// Whether a request that names this tenant, or none, names the key's.
    pub fn is_in(&self, named: &TenantRef) -> bool {
        named.may_name(self.tenant_id, &self.slug)
    }

    /// Whether one of the key's scopes allows this.
    pub fn may(&self, things: &str, action: Action) -> bool {
        self.scopes.iter().any(|scope| scope.permits(things, action))
    }
}

impl Db {
    /// The holder of a key; `None` if the key is unknown, revoked or expired, if its tenant is closed or suspended, or
    /// if its maker was disabled or left the tenant. The primary is asked, so a revoked key is dead at once.
    pub async fn find_api_key(&self, key: &ApiKey, now: OffsetDateTime) -> Result<Option<KeyHolder>, Error> {
        let digest = key.hash();
        let mut lease = self.primary().lease().await?;
        let row = sqlx::query!(
            r#"select tenant_id as "tenant_id!: TenantId", slug as "slug!", id as "id!: ApiKeyId", owner_id as "owner_id!",
                 scopes as "scopes!", role as "role!", member_role as "member_role!", last_used_at
               from tenancy.api_key($1, $2)"#,
            digest.as_slice(),
            now,
        )
        .fetch_optional(&mut lease)
        .await?;
        lease.give_back();
        let Some(row) = row else { return Ok(None) };
        Ok(Some(KeyHolder {
            key_id: row.id,
            tenant_id: row.tenant_id,
            slug: row.slug,
            user_id: row.owner_id,
            role: role(&row.role)?.min(role(&row.member_role)?),
            scopes: scopes(&row.scopes),
            last_used_at: row.last_used_at,
        }))
    }
}
