use super::ApiKeyId;
use crate::{Db, Error, Membership, Statement, TenantRequest};

impl Db {
    /// Revokes a key of the tenant, made by any member; it is dead at the next request. `None` where the tenant has
    /// no such key.
    pub async fn revoke_api_key(&self, request: &TenantRequest, id: ApiKeyId) -> Result<Option<Membership>, Error> {
        let mut tx = self.begin(request).await?;
        let mut sql =
            Statement::new("update tenancy.api_keys set deleted_at = statement_timestamp() where tenant_id = ");
        sql.bind(tx.membership().tenant_id().0).push(" and id = ").bind(id.0);
        sql.push(" and deleted_at is null returning id");
        if tx.run(sql).await?.is_empty() {
            tx.rollback().await?;
            return Ok(None);
        }
        Ok(Some(tx.commit().await?))
    }
}
