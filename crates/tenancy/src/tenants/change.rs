use sqlx::Row;

use super::Tenant;
use crate::tenant_ref::is_slug;
use crate::{Db, Error, Membership, Role, Statement, TenantRequest, TenantTx};

/// What to change of a tenant; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct TenantChanges {
    pub slug: Option<String>,
    /// 1 to 200 characters.
    pub name: Option<String>,
    /// Whether members need a second factor to enter. Only an owner changes it.
    pub require_second_factor: Option<bool>,
}

/// Why a tenant did not change.
#[derive(Debug, thiserror::Error)]
pub enum ChangeTenantError {
    #[error("the slug is taken")]
    SlugTaken,
    #[error("the slug is not of the form of a slug")]
    SlugForm,
    #[error("the name is not of a name's length")]
    NameLength,
    /// An owner who would require a second factor has none.
    #[error("the owner has no second factor")]
    NoSecondFactor,
    /// The tenant has another version than expected.
    #[error("the tenant has changed in the meantime")]
    VersionMismatch,
    #[error(transparent)]
    Tenancy(#[from] Error),
}

impl Db {
    /// Changes the tenant of the request.
    pub async fn change_tenant(
        &self,
        request: &TenantRequest,
        changes: &TenantChanges,
        expected: Option<&[i64]>,
    ) -> Result<(Membership, Tenant), ChangeTenantError> {
        if changes.slug.as_deref().is_some_and(|slug| !is_slug(slug)) {
            return Err(ChangeTenantError::SlugForm);
        }
        if changes.name.as_ref().is_some_and(|name| !(1..=200).contains(&name.chars().count())) {
            return Err(ChangeTenantError::NameLength);
        }
        let mut tx = self.begin(request).await?;
        if let Some(required) = changes.require_second_factor
            && let Some(refused) = refusal(&mut tx, required).await?
        {
            tx.rollback().await?;
            return Err(refused);
        }
        let mut sql = Statement::new("update tenancy.tenants set slug = coalesce(");
        sql.bind(changes.slug.as_deref()).push(", slug), name = coalesce(").bind(changes.name.as_deref());
        sql.push(", name), require_second_factor = coalesce(").bind(changes.require_second_factor);
        sql.push(", require_second_factor) where tenant_id = ").bind(tx.membership().tenant_id.0);
        sql.push(" and id = ").bind(tx.membership().tenant_id.0);
        if let Some(versions) = expected {
            sql.push(" and version = any(").bind(versions).push(")");
        }
        sql.push(" returning name, kind, require_second_factor, version, created_at, updated_at, slug");
        let rows = tx.run(sql).await.map_err(|error| match error.constraint() {
            Some("tenants_slug_key") => ChangeTenantError::SlugTaken,
            _ => ChangeTenantError::Tenancy(error),
        })?;
        let Some(row) = rows.first() else { return Err(ChangeTenantError::VersionMismatch) };
        let mut membership = tx.membership().clone();
        membership.slug = row.try_get("slug").map_err(Error::from)?;
        let tenant = Tenant::read(&membership, row, 0).map_err(Error::from)?;
        tx.commit().await?;
        Ok((membership, tenant))
    }
}

/// Why this member may not change whether the tenant requires a second factor. The present value may be repeated by any
/// member who may change the tenant. The tenant's row is locked until the transaction ends.
async fn refusal(tx: &mut TenantTx, required: bool) -> Result<Option<ChangeTenantError>, Error> {
    let (id, user_id, role) = (tx.membership().tenant_id, tx.membership().user_id, tx.membership().role);
    let mut sql = Statement::new("select require_second_factor, auth.has_second_factor(");
    sql.bind(user_id).push(") from tenancy.tenants where tenant_id = ").bind(id.0);
    sql.push(" and id = ").bind(id.0).push(" for no key update");
    let rows = tx.run(sql).await?;
    let row = rows.first().ok_or(Error::NotAMember)?;
    let (present, has_one): (bool, bool) = (row.try_get(0)?, row.try_get(1)?);
    Ok(match () {
        () if required == present => None,
        () if role < Role::Owner => Some(Error::RoleTooLow.into()),
        () if required && !has_one => Some(ChangeTenantError::NoSecondFactor),
        () => None,
    })
}
