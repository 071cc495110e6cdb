//! The tenants of a user: making one, listing them, and choosing the home among them.

mod change;
mod own;

use auth::LiveSession;
use sqlx::Row;
use sqlx::postgres::PgRow;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::tenant_ref::is_slug;
use crate::{
    ACCESS_COLUMNS, Caller, Db, Error, Intent, Membership, Role, Statement, TenantId, TenantRef, TenantRequest,
    TenantTx,
};

pub use change::{ChangeTenantError, TenantChanges};

/// What a tenant is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TenantKind {
    /// Made for its owner at registration.
    Personal,
    Team,
}

/// A tenant that is about to be made.
#[derive(Clone, Debug)]
pub struct NewTenant {
    pub id: TenantId,
    pub slug: String,
    /// 1 to 200 characters.
    pub name: String,
    pub kind: TenantKind,
}

/// Why no tenant was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateTenantError {
    /// Another tenant has this slug.
    #[error("the slug is taken")]
    SlugTaken,
    /// A tenant with this id was made before.
    #[error("the tenant was made before")]
    AlreadyCreated,
    /// The user owns [`MAX_OWNED`] tenants.
    #[error("the user owns as many tenants as a user may")]
    TooMany,
    /// A slug has 2 to 63 lower-case letters, digits and single inner hyphens.
    #[error("the slug is not of the form of a slug")]
    SlugForm,
    /// A name has 1 to 200 characters.
    #[error("the name is not of a name's length")]
    NameLength,
    #[error(transparent)]
    Tenancy(#[from] Error),
}

/// The most tenants of one owner, closed ones too: a personal workspace and 99 others. Onboarding has no such limit.
pub const MAX_OWNED: i64 = 100;

/// A tenant as one of its members sees it in the list of their own.
#[derive(Clone, Debug, serde::Serialize)]
pub struct OwnTenant {
    pub id: TenantId,
    pub slug: String,
    pub name: String,
    pub kind: String,
    pub role: Role,
    /// Whether requests that name no tenant get this one.
    pub home: bool,
    /// Whether platform admins have suspended it.
    pub suspended: bool,
    /// Whether members need a second factor to enter.
    pub require_second_factor: bool,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// What a session shows its user of themselves.
#[derive(Clone, Debug)]
pub struct OwnProfile {
    pub live: LiveSession,
    /// Whether the user is a platform admin, whichever factors the session has proved. It lets nothing in.
    pub platform_admin: bool,
    /// The home first.
    pub tenants: Vec<OwnTenant>,
}

impl Db {
    /// Makes a tenant whose owner is the caller, and makes it their home if they have none yet.
    pub async fn create_own_tenant(
        &self,
        caller: &Caller,
        tenant: &NewTenant,
        request_id: Uuid,
    ) -> Result<(), CreateTenantError> {
        if !is_slug(&tenant.slug) {
            return Err(CreateTenantError::SlugForm);
        }
        if !(1..=200).contains(&tenant.name.chars().count()) {
            return Err(CreateTenantError::NameLength);
        }
        let kind = match tenant.kind {
            TenantKind::Personal => "personal",
            TenantKind::Team => "team",
        };
        let mut sql = Statement::new("select tenancy.create_tenant(holder.user_id, ");
        sql.bind(tenant.id.0).push(", ").bind(tenant.slug.as_str()).push(", ").bind(tenant.name.as_str());
        sql.push(", ").bind(kind).push(", ").bind(request_id).push(") from ");
        Self::holder(&mut sql, caller.session_proof()?);
        // The holder's row is locked by then, so concurrent requests count one after another.
        sql.push(" where tenancy.owned_tenants(holder.user_id) < ").bind(MAX_OWNED);
        let made =
            self.run_unscoped(sql.finish().map_err(Error::from)?).await.map_err(|error| match error.constraint() {
                Some("tenants_slug_key") => CreateTenantError::SlugTaken,
                Some("tenants_pkey") => CreateTenantError::AlreadyCreated,
                _ => CreateTenantError::Tenancy(error),
            })?;
        if made.is_empty() { Err(CreateTenantError::TooMany) } else { Ok(()) }
    }
}

/// A tenant as its members see it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Tenant {
    pub id: TenantId,
    pub slug: String,
    pub name: String,
    pub kind: String,
    /// The caller's role in it.
    pub role: Role,
    /// Whether members need a second factor to enter.
    pub require_second_factor: bool,
    pub version: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// How long a closed tenant can be restored; `tenancy.purge` keeps to it.
pub const GRACE: time::Duration = time::Duration::days(30);

/// Why a tenant did not close.
#[derive(Debug, thiserror::Error)]
pub enum CloseTenantError {
    #[error("a personal workspace stays with its user")]
    Personal,
    #[error(transparent)]
    Tenancy(#[from] Error),
}

impl Db {
    /// Finds the tenant of the request.
    pub async fn find_tenant(&self, request: &TenantRequest) -> Result<(Membership, Tenant), Error> {
        let mut sql = Self::with_access(request);
        sql.push(
            " select access.*, t.* from access
             join lateral (select name, kind, require_second_factor, version, created_at, updated_at from tenancy.tenants
               where tenant_id = access.tenant_id and id = access.tenant_id limit 1) t on true",
        );
        let (membership, rows) = self.run_once(request, sql).await?;
        let tenant = Tenant::read(&membership, &rows[0], ACCESS_COLUMNS)?;
        Ok((membership, tenant))
    }

    /// Closes the tenant of the request: its members can't enter it from here on, and housekeeping removes it
    /// after [`crate::tenants::GRACE`]. A personal workspace can't be closed.
    pub async fn close_tenant(&self, request: &TenantRequest) -> Result<Membership, CloseTenantError> {
        let mut tx = self.begin(request).await?;
        let id = tx.membership().tenant_id.0;
        let mut sql =
            Statement::new("update tenancy.tenants set deleted_at = statement_timestamp() where tenant_id = ");
        sql.bind(id).push(" and id = ").bind(id).push(" and kind <> 'personal' returning id");
        if tx.run(sql).await?.is_empty() {
            tx.rollback().await?;
            return Err(CloseTenantError::Personal);
        }
        Ok(tx.commit().await?)
    }

    /// Makes one of the caller's tenants their home. [`Error::NotAMember`] where they aren't a member of it.
    pub async fn set_home(&self, caller: &Caller, tenant: &TenantRef, request_id: Uuid) -> Result<Membership, Error> {
        let request = TenantRequest {
            who: caller.clone(),
            tenant: tenant.clone(),
            needed: Role::Viewer,
            intent: Intent::Read,
            request_id,
        };
        let membership = self.authorize(&request).await?;
        // A viewer's unit of work in the tenant only reads, but the home is the user's own. Its foreign key makes sure
        // that the user is still a member when it is written.
        let mut sql = Statement::new(
            "with context as materialized (select user_id, set_config('app.user_id', user_id::text, true) from ",
        );
        Self::holder(&mut sql, caller.session_proof()?);
        sql.push(") insert into tenancy.homes (user_id, tenant_id) select user_id, ").bind(membership.tenant_id.0);
        sql.push(" from context on conflict (user_id) do update set tenant_id = excluded.tenant_id");
        self.run_unscoped(sql.finish()?).await.map_err(|error| match error.constraint() {
            Some("homes_membership") => Error::NotAMember,
            _ => error,
        })?;
        Ok(membership)
    }
}

/// What the tenant of a unit of work is called.
pub async fn name_in<P: Send + std::fmt::Debug>(tx: &mut TenantTx<P>, id: TenantId) -> Result<String, Error> {
    let mut sql = Statement::new("select name from tenancy.tenants where tenant_id = ");
    sql.bind(id).push(" and id = ").bind(id);
    let rows = tx.run(sql).await?;
    Ok(rows.first().ok_or(Error::NotAMember)?.try_get(0)?)
}

impl Tenant {
    fn read(membership: &Membership, row: &PgRow, first: usize) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: membership.tenant_id,
            slug: membership.slug.clone(),
            role: membership.role,
            name: row.try_get(first)?,
            kind: row.try_get(first + 1)?,
            require_second_factor: row.try_get(first + 2)?,
            version: row.try_get(first + 3)?,
            created_at: row.try_get(first + 4)?,
            updated_at: row.try_get(first + 5)?,
        })
    }
}

/// Makes a slug out of a name and a few random characters, which tell equal names apart.
pub fn slug_from(name: &str, random: &[u8; 5]) -> String {
    let mut slug = String::with_capacity(48);
    for c in name.chars().take(40) {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => slug.push(c),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    let stem = slug.trim_end_matches('-');
    let stem = if stem.is_empty() { "workspace" } else { stem };
    format!("{stem}-{}", hex::encode(random))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_gives_a_slug() {
        for name in ["Acme Inc.", "Ünïcode", "  ", "日本", "---", "a", &"x".repeat(200)] {
            let slug = slug_from(name, &[1, 2, 3, 4, 255]);
            assert!(is_slug(&slug), "{name:?} gave {slug:?}");
            assert!(slug.ends_with("-01020304ff"));
        }
    }
}
