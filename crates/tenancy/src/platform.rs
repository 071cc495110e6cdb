//! What platform admins do: onboard, suspend, limit, close and restore tenants, as `bulkhead_platform` and by that
//! role's own policies. Each of these acts stands in that tenant's log, in the same transaction.

mod background;
mod impersonate;
mod onboard;
mod purge;

use auth::SessionProof;
use sqlx::Row;
use sqlx::postgres::PgRow;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Db, Error, PlatformTx, Statement, TenantId};

pub use background::BackgroundHealth;
pub use impersonate::{ImpersonateError, ImpersonatedTenant, ImpersonationRecord, NewImpersonation, NoteEndedError};
pub use onboard::{OnboardError, Onboarding};

/// A platform admin as a request shows them. It carries no authority: each unit of work proves the session, the second
/// factor and the rights in its own transaction.
#[derive(Clone, Debug)]
pub struct PlatformCaller {
    pub proof: SessionProof,
    /// The last proof of identity is at this time or later.
    pub proved_since: Option<OffsetDateTime>,
    /// What the unit of work makes outlasts the session: whatever would end the session, or the rights, waits until it
    /// is committed.
    pub hold: bool,
    pub request_id: Uuid,
}

/// The platform admin who acts, as the unit of work has proved them, and in which request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Actor {
    pub user_id: Uuid,
    pub request_id: Uuid,
}

/// A tenant as platform admins see it: what it is, and nothing of what it has.
#[derive(Clone, Debug, serde::Serialize)]
pub struct TenantRecord {
    pub id: TenantId,
    pub slug: String,
    pub name: String,
    pub kind: String,
    pub plan: Option<String>,
    pub member_quota: Option<i64>,
    pub row_quota: Option<i64>,
    pub request_quota: Option<i64>,
    pub invitation_quota: Option<i64>,
    /// Bytes of stored files.
    pub storage_quota: Option<i64>,
    pub members: i64,
    pub require_second_factor: bool,
    #[serde(with = "time::serde::rfc3339::option")]
    pub suspended_at: Option<OffsetDateTime>,
    pub suspended_for: Option<String>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub deleted_at: Option<OffsetDateTime>,
    pub version: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// What to do to a tenant.
#[derive(Clone, Debug)]
pub enum Act {
    /// Keeps its members out, for a reason of 1 to 500 characters.
    Suspend(String),
    Resume,
    /// Closes it; see [`crate::tenants::GRACE`].
    Close,
    /// Opens a closed one again.
    Restore,
    Limit(Limits),
}

/// Changes of what a tenant pays for. The outer `None` leaves it, the inner one lifts it.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    pub plan: Option<Option<String>>,
    pub members: Option<Option<i64>>,
    pub rows: Option<Option<i64>>,
    pub requests: Option<Option<i64>>,
    /// Invitations a day.
    pub invitations: Option<Option<i64>>,
    /// Bytes of stored files.
    pub storage: Option<Option<i64>>,
}

impl Db {
    /// Lists tenants in the order of their ids, those after `after`, closed ones too; one more than `limit` where there
    /// are more. With `q`, those with that in their slug or name.
    pub async fn list_all_tenants(
        &self,
        caller: &PlatformCaller,
        q: Option<&str>,
        after: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<TenantRecord>, Error> {
        let mut sql = Statement::new(SELECT);
        sql.push(" where t.id > ").bind(after.unwrap_or_default());
        if let Some(q) = q {
            sql.push(" and position(tenancy.fold(").bind(q).push(") in tenancy.fold(t.slug || ' ' || t.name)) > 0");
        }
        sql.push(" order by t.id limit ").bind(limit + 1);
        let (mut tx, _) = self.begin_platform_as(caller).await?;
        let rows = tx.run(sql).await?;
        tx.commit().await?;
        Ok(rows.iter().map(TenantRecord::read).collect::<Result<_, _>>()?)
    }

    /// The tenants with a limit on requests, and how many a minute they may make.
    pub async fn request_quotas(&self) -> Result<Vec<(TenantId, i64)>, Error> {
        let sql =
            "select id, request_quota from tenancy.tenants where request_quota is not null and deleted_at is null";
        let mut tx = self.begin_platform().await?;
        let rows = tx.run(Statement::new(sql)).await?;
        tx.commit().await?;
        Ok(rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_, sqlx::Error>>()?)
    }

    /// The tenant with this id, closed or not.
    pub async fn find_any_tenant(&self, caller: &PlatformCaller, id: TenantId) -> Result<Option<TenantRecord>, Error> {
        let (mut tx, _) = self.begin_platform_as(caller).await?;
        let found = tx.find(id).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// The tenant with this slug, closed or not: for commands, which no request reaches.
    pub async fn find_tenant_by_slug(&self, slug: &str) -> Result<Option<TenantRecord>, Error> {
        let mut sql = Statement::new(SELECT);
        sql.push(" where t.slug = ").bind(slug);
        let mut tx = self.begin_platform().await?;
        let rows = tx.run(sql).await?;
        tx.commit().await?;
        Ok(rows.first().map(TenantRecord::read).transpose()?)
    }

    /// Does something to a tenant. `None` where there is no such tenant. What is so already stays as it is.
    pub async fn administer(
        &self,
        caller: &PlatformCaller,
        id: TenantId,
        act: &Act,
    ) -> Result<Option<TenantRecord>, Error> {
        let (mut tx, actor) = self.begin_platform_as(caller).await?;
        tx.act_on(id, actor).await?;
        let mut sql = Statement::new("update tenancy.tenants set ");
        match act {
            Act::Suspend(reason) => {
                sql.push("suspended_at = statement_timestamp(), suspended_for = ").bind(reason.as_str());
            }
            Act::Resume => {
                sql.push("suspended_at = null, suspended_for = null");
            }
            Act::Close => {
                sql.push("deleted_at = statement_timestamp()");
            }
            Act::Restore => {
                sql.push("deleted_at = null");
            }
            Act::Limit(limits) => limits.assign(&mut sql),
        }
        sql.push(" where id = ").bind(id.0).push(match act {
            Act::Suspend(_) => " and suspended_at is null",
            Act::Resume => " and suspended_at is not null",
            Act::Close => " and deleted_at is null",
            Act::Restore => " and deleted_at is not null",
            Act::Limit(_) => "",
        });
        tx.run(sql).await?;
        if matches!(act, Act::Limit(Limits { rows: Some(Some(_)), .. })) {
            let mut sql = Statement::new("select tenancy.count_rows(id) from tenancy.tenants where id = ");
            sql.bind(id.0);
            tx.run(sql).await?;
        }
        let found = tx.find(id).await?;
        tx.commit().await?;
        Ok(found)
    }
}

impl Limits {
    fn assign(&self, sql: &mut Statement) {
        sql.push("plan = ");
        match &self.plan {
            Some(plan) => sql.bind(plan.as_deref()),
            None => sql.push("plan"),
        };
        for (column, limit) in [
            ("member_quota", self.members),
            ("row_quota", self.rows),
            ("request_quota", self.requests),
            ("invitation_quota", self.invitations),
            ("storage_quota", self.storage),
        ] {
            sql.push(", ").push(column).push(" = ");
            match limit {
                Some(limit) => sql.bind(limit),
                None => sql.push(column),
            };
        }
    }
}

impl PlatformTx {
    /// Has what follows stand in the log of this tenant, with its actor.
    async fn act_on(&mut self, id: TenantId, actor: Actor) -> Result<(), Error> {
        let mut sql = Statement::new("select set_config('app.tenant_id', ");
        sql.bind(id.to_string()).push(", true), set_config('app.user_id', ").bind(actor.user_id.to_string());
        sql.push(", true), set_config('app.request_id', ").bind(actor.request_id.to_string()).push(", true)");
        self.run(sql).await?;
        Ok(())
    }

    async fn find(&mut self, id: TenantId) -> Result<Option<TenantRecord>, Error> {
        let mut sql = Statement::new(SELECT);
        sql.push(" where t.id = ").bind(id.0);
        let rows = self.run(sql).await?;
        Ok(rows.first().map(TenantRecord::read).transpose()?)
    }
}

const SELECT: &str =
    "select t.id, t.slug, t.name, t.kind, t.plan, t.member_quota, t.row_quota, t.request_quota, t.invitation_quota,
    t.storage_quota,
    (select count(*) from tenancy.memberships m where m.tenant_id = t.id) as members,
    t.require_second_factor, t.suspended_at, t.suspended_for, t.deleted_at, t.version, t.created_at
  from tenancy.tenants t";

impl TenantRecord {
    fn read(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            slug: row.try_get("slug")?,
            name: row.try_get("name")?,
            kind: row.try_get("kind")?,
            plan: row.try_get("plan")?,
            member_quota: row.try_get("member_quota")?,
            row_quota: row.try_get("row_quota")?,
            request_quota: row.try_get("request_quota")?,
            invitation_quota: row.try_get("invitation_quota")?,
            storage_quota: row.try_get("storage_quota")?,
            members: row.try_get("members")?,
            require_second_factor: row.try_get("require_second_factor")?,
            suspended_at: row.try_get("suspended_at")?,
            suspended_for: row.try_get("suspended_for")?,
            deleted_at: row.try_get("deleted_at")?,
            version: row.try_get("version")?,
            created_at: row.try_get("created_at")?,
        })
    }
}
