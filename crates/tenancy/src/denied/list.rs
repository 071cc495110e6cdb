use time::OffsetDateTime;
use uuid::Uuid;

use crate::platform::PlatformCaller;
use crate::{Db, Error, TenantId};

/// A denied access, as platform admins see it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct DeniedAccess {
    pub id: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub actor_id: Uuid,
    /// The platform admin who acted as the actor, where one did.
    pub impersonator_id: Option<Uuid>,
    pub actor_tenant_id: Option<TenantId>,
    /// Whose the target is.
    pub owner_tenant_id: TenantId,
    pub table_name: String,
    pub row_id: Uuid,
    pub route: String,
    pub request_id: Uuid,
    pub address: Option<String>,
    /// The third within ten minutes of the person who acted, or a later one.
    pub alert: bool,
}

impl Db {
    /// Lists denied accesses for a platform admin, newest first, those before the id `before` where one is given.
    pub async fn list_denied_accesses(
        &self,
        caller: &PlatformCaller,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<DeniedAccess>, Error> {
        let (mut tx, _) = self.begin_platform_as(caller).await?;
        let rows = sqlx::query_as!(
            DeniedAccess,
            r#"select id, at, actor_id, impersonator_id, actor_tenant_id as "actor_tenant_id: TenantId",
                 owner_tenant_id as "owner_tenant_id: TenantId", table_name, row_id, route, request_id,
                 host(address) as address, alert
               from tenancy.denied_accesses
               where id < $1
               order by id desc
               limit $2"#,
            before.unwrap_or(i64::MAX),
            limit
        )
        .fetch_all(tx.transaction())
        .await?;
        tx.commit().await?;
        Ok(rows)
    }
}
