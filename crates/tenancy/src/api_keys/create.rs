use time::{Duration, OffsetDateTime};

use super::{ApiKey, ApiKeyEntry, ApiKeyId, Scope};
use crate::{Db, Error, Membership, Role, Statement, TenantRequest, TenantTx};

/// The lifetime of a key where its maker chooses none.
pub const DEFAULT_LIFETIME: Duration = Duration::days(90);

/// The longest lifetime of a key.
pub const MAX_LIFETIME: Duration = Duration::days(365);

/// A new key.
#[derive(Clone, Debug)]
pub struct NewApiKey {
    pub id: ApiKeyId,
    /// 1 to 200 characters.
    pub name: String,
    pub scopes: Vec<Scope>,
    /// The key's highest role, admin at most; its maker's own where it is `None`.
    pub role: Option<Role>,
    pub expires_at: OffsetDateTime,
}

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateApiKeyError {
    /// A member can't give a key a role above their own.
    #[error("the key's role is above its maker's")]
    RoleAboveOwn,
    #[error(transparent)]
    Tenancy(#[from] Error),
}

impl From<sqlx::Error> for CreateApiKeyError {
    fn from(error: sqlx::Error) -> Self {
        Self::Tenancy(error.into())
    }
}

impl Db {
    /// Makes a key. Its text can be shown now only: the database keeps a hash of it.
    pub async fn create_api_key(
        &self,
        request: &TenantRequest,
        new: &NewApiKey,
        key: &ApiKey,
    ) -> Result<(Membership, ApiKeyEntry), CreateApiKeyError> {
        let mut tx = self.begin(request).await?;
        match create_api_key_in(&mut tx, new, key).await {
            Ok(made) => Ok((tx.commit().await?, made)),
            Err(refused @ CreateApiKeyError::RoleAboveOwn) => {
                tx.rollback().await?;
                Err(refused)
            }
            Err(error) => Err(error),
        }
    }
}

/// As [`Db::create_api_key`], inside a unit of work that does more than this.
pub async fn create_api_key_in(
    tx: &mut TenantTx,
    new: &NewApiKey,
    key: &ApiKey,
) -> Result<ApiKeyEntry, CreateApiKeyError> {
    let own = tx.membership().role();
    let role = new.role.unwrap_or(own).min(Role::Admin);
    if role > own {
        return Err(CreateApiKeyError::RoleAboveOwn);
    }
    let scopes: Vec<String> = new.scopes.iter().map(Scope::to_string).collect();
    let mut sql = Statement::new(
        "insert into tenancy.api_keys (tenant_id, id, owner_id, name, prefix, key_hash, scopes, role, expires_at) values (",
    );
    sql.bind(tx.membership().tenant_id().0).push(", ").bind(new.id.0).push(", ").bind(tx.membership().user_id());
    sql.push(", ").bind(new.name.as_str()).push(", ").bind(key.prefix()).push(", ").bind(key.hash().to_vec());
    sql.push(", ").bind(scopes).push(", ").bind(role.as_str()).push(", ").bind(new.expires_at);
    sql.push(") returning ").push(ApiKeyEntry::COLUMNS);
    let rows = tx.run(sql).await?;
    Ok(ApiKeyEntry::read(rows.first().ok_or(sqlx::Error::RowNotFound)?, 0)?)
}
