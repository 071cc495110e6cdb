use auth::{Auth, ImpersonationId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{Actor, PlatformCaller};
use crate::{Db, Error, PlatformTx, Statement, TenantId, TenantRef};

/// How long a row may be there before what opens it.
const BEGINNING: Duration = Duration::MINUTE;

/// The background work that notes in the tenants' logs what is over, as the log names it.
const JOB: &str = "end_impersonations";

/// A new impersonation: the user to act as, the tenant and the reason.
#[derive(Clone, Debug)]
pub struct NewImpersonation {
    pub id: ImpersonationId,
    pub tenant: TenantRef,
    pub user_id: Uuid,
    /// 10 to 500 characters.
    pub reason: String,
    pub read_only: bool,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

/// Where an impersonation is.
#[derive(Clone, Debug)]
pub struct ImpersonatedTenant {
    pub tenant_id: TenantId,
    pub slug: String,
    pub name: String,
}

/// Why a tenant takes no impersonation.
#[derive(Debug, thiserror::Error)]
pub enum ImpersonateError {
    #[error("there is no such tenant")]
    NoTenant,
    #[error("the tenant is closed")]
    Closed,
    #[error("the tenant is suspended")]
    Suspended,
    #[error("the user is no member of the tenant")]
    NotAMember,
    #[error(transparent)]
    Tenancy(#[from] Error),
}

impl From<sqlx::Error> for ImpersonateError {
    fn from(error: sqlx::Error) -> Self {
        Self::Tenancy(error.into())
    }
}

/// An impersonation as platform admins see it.
#[derive(Clone, Debug)]
pub struct ImpersonationRecord {
    pub id: ImpersonationId,
    pub admin_id: Uuid,
    pub user_id: Uuid,
    pub place: ImpersonatedTenant,
    pub reason: String,
    pub read_only: bool,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    /// When it was known to be over.
    pub ended_at: Option<OffsetDateTime>,
}

impl Db {
    /// Records that a platform admin is about to act as a member, which the tenant's log shows from then on. The
    /// record alone opens nothing.
    pub async fn note_impersonation(
        &self,
        caller: &PlatformCaller,
        new: &NewImpersonation,
    ) -> Result<ImpersonatedTenant, ImpersonateError> {
        let (mut tx, actor) = self.begin_platform_as(caller).await?;
        let mut sql = Statement::new(
            "select t.id, t.slug, t.name, t.deleted_at is not null, t.suspended_at is not null, m.role is not null
             from tenancy.tenants t left join tenancy.memberships m on m.tenant_id = t.id and m.user_id = ",
        );
        sql.bind(new.user_id).push(" where t.id::text = ").bind(new.tenant.as_deref());
        sql.push(" or t.slug = ").bind(new.tenant.as_deref());
        let rows = tx.run(sql).await?;
        let tenant = rows.first().ok_or(ImpersonateError::NoTenant)?;
        let place = ImpersonatedTenant::read(tenant, 0)?;
        let [closed, suspended, member]: [bool; 3] = [tenant.try_get(3)?, tenant.try_get(4)?, tenant.try_get(5)?];
        match () {
            () if closed => return Err(ImpersonateError::Closed),
            () if suspended => return Err(ImpersonateError::Suspended),
            () if !member => return Err(ImpersonateError::NotAMember),
            () => {}
        }
        tx.act_on(place.tenant_id, actor).await?;
        let mut sql = Statement::new(
            "insert into tenancy.impersonations
               (tenant_id, id, admin_id, user_id, reason, read_only, created_at, expires_at) values (",
        );
        sql.bind(place.tenant_id.0).push(", ").bind(new.id.0).push(", ").bind(actor.user_id).push(", ");
        sql.bind(new.user_id).push(", ").bind(new.reason.as_str()).push(", ").bind(new.read_only).push(", ");
        sql.bind(new.created_at).push(", ").bind(new.expires_at).push(")");
        tx.run(sql).await?;
        tx.commit().await?;
        Ok(place)
    }

    /// Records that a platform admin has ended an impersonation, which opens nothing any more. One that is over already
    /// stays as it is.
    pub async fn note_end_of_impersonation(
        &self,
        (admin_id, request_id): (Uuid, Uuid),
        tenant: TenantId,
        id: ImpersonationId,
        at: OffsetDateTime,
    ) -> Result<(), Error> {
        let mut tx = self.begin_platform().await?;
        tx.act_on(tenant, Actor { user_id: admin_id, request_id }).await?;
        tx.end_impersonation(tenant, id, at).await?;
        tx.commit().await
    }

    /// Records the impersonations that are over because what opened them is gone. Returns how many there were.
    pub async fn note_ended_impersonations(&self, auth: &Auth) -> Result<u64, NoteEndedError> {
        let open = self.open_impersonations(auth.clock.now() - BEGINNING).await?;
        let ids: Vec<Uuid> = open.iter().map(|(_, id, _)| id.0).collect();
        let live = auth::impersonations::live(auth, &ids).await?;
        // Read after `live`, so that one that expired meanwhile ends when it expired and not before.
        let now = auth.clock.now();
        let mut ended = 0;
        for (tenant, id, expires_at) in open.into_iter().filter(|(_, id, _)| !live.contains(&id.0)) {
            let mut tx = self.begin_platform().await?;
            tx.act_as_job(tenant, auth.random.uuid_v7(now)).await?;
            tx.end_impersonation(tenant, id, now.min(expires_at)).await?;
            tx.commit().await.map_err(NoteEndedError::Tenancy)?;
            ended += 1;
        }
        Ok(ended)
    }

    /// Lists impersonations, newest first, those before `before`; one more than `limit` where there are more.
    pub async fn list_impersonations(
        &self,
        caller: &PlatformCaller,
        before: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<ImpersonationRecord>, Error> {
        let mut sql = Statement::new(
            "select t.id, t.slug, t.name, i.id, i.admin_id, i.user_id, i.reason, i.read_only, i.created_at, i.expires_at, i.ended_at
             from tenancy.impersonations i join tenancy.tenants t on t.tenant_id = i.tenant_id and t.id = i.tenant_id",
        );
        if let Some(before) = before {
            sql.push(" where i.id < ").bind(before);
        }
        sql.push(" order by i.id desc limit ").bind(limit + 1);
        let (mut tx, _) = self.begin_platform_as(caller).await?;
        let rows = tx.run(sql).await?;
        tx.commit().await?;
        Ok(rows.iter().map(ImpersonationRecord::read).collect::<Result<_, _>>()?)
    }

    async fn open_impersonations(
        &self,
        before: OffsetDateTime,
    ) -> Result<Vec<(TenantId, ImpersonationId, OffsetDateTime)>, Error> {
        let mut sql = Statement::new(
            "select tenant_id, id, expires_at from tenancy.impersonations where ended_at is null and created_at <= ",
        );
        sql.bind(before).push(" order by created_at limit 1000");
        let mut tx = self.begin_platform().await?;
        let rows = tx.run(sql).await?;
        tx.commit().await?;
        let read = |row: &PgRow| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }
}

/// Why the tenants' logs don't say what is over.
#[derive(Debug, thiserror::Error)]
pub enum NoteEndedError {
    #[error(transparent)]
    Tenancy(#[from] Error),
    #[error(transparent)]
    Auth(#[from] auth::StoreError),
}

impl PlatformTx {
    async fn end_impersonation(
        &mut self,
        tenant: TenantId,
        id: ImpersonationId,
        at: OffsetDateTime,
    ) -> Result<(), Error> {
        let mut sql = Statement::new("update tenancy.impersonations set ended_at = ");
        sql.bind(at).push(" where tenant_id = ").bind(tenant.0).push(" and id = ").bind(id.0);
        sql.push(" and ended_at is null");
        self.run(sql).await?;
        Ok(())
    }

    /// Has what follows stand in the log of this tenant as background work.
    async fn act_as_job(&mut self, id: TenantId, run_id: Uuid) -> Result<(), Error> {
        let mut sql = Statement::new("select set_config('app.tenant_id', ");
        sql.bind(id.to_string()).push(", true), set_config('app.job', ").bind(JOB);
        sql.push(", true), set_config('app.request_id', ").bind(run_id.to_string()).push(", true)");
        self.run(sql).await?;
        Ok(())
    }
}

impl ImpersonatedTenant {
    fn read(row: &PgRow, first: usize) -> Result<Self, sqlx::Error> {
        Ok(Self { tenant_id: row.try_get(first)?, slug: row.try_get(first + 1)?, name: row.try_get(first + 2)? })
    }
}

impl ImpersonationRecord {
    fn read(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            place: ImpersonatedTenant::read(row, 0)?,
            id: row.try_get(3)?,
            admin_id: row.try_get(4)?,
            user_id: row.try_get(5)?,
            reason: row.try_get(6)?,
            read_only: row.try_get(7)?,
            created_at: row.try_get(8)?,
            expires_at: row.try_get(9)?,
            ended_at: row.try_get(10)?,
        })
    }
}
